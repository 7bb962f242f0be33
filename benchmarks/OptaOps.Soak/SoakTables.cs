using System.Globalization;
using OptaOps.Accuracy;

namespace OptaOps.Soak;

/// <summary>The tables of docs/soak.md.</summary>
internal static class SoakTables
{
    public static async Task WriteAsync(
        TextWriter output, string machine, int nodes, IReadOnlyList<SoakPhase> phases, IReadOnlyList<Dictionary<string, long[]>> requests, (long Polls, long Rows) lost)
    {
        await output.WriteLineAsync($"Machine: {machine}.\n");
        await output.WriteLineAsync("| case | minutes | CPU of the application, % of one core | machine busy | memory at the begin / end, MiB | slope, MiB an hour |");
        await output.WriteLineAsync("|---|--:|--:|--:|--:|--:|");
        foreach (var phase in phases)
        {
            await output.WriteLineAsync(Text(
                $"| {nodes} nodes, {phase.Name} | {phase.Wall.TotalMinutes:0.0} | {phase.CpuPercent:0.0} | {100 * phase.MachineBusy:0} % | {phase.Memory[0].Mb:0} / {phase.Memory[^1].Mb:0} | {phase.SlopeMbPerHour:0} |"));
        }

        await output.WriteLineAsync("\n| case | polls | poll lateness p50 / p99 / max, ms | beats without a poll | requests a node and minute: least / most of the nodes |");
        await output.WriteLineAsync("|---|--:|--:|--:|---|");
        foreach (var phase in phases)
        {
            var times = PollTimes.Of(requests.Select(node => phase.Within(node.GetValueOrDefault(PeersProcess.StatusPath))));
            await output.WriteLineAsync(Text(
                $"| {nodes} nodes, {phase.Name} | {times.LateMs.Count:N0} | {Quantile.At(times.LateMs, 0.5):0} / {Quantile.At(times.LateMs, 0.99):0} / {Quantile.At(times.LateMs, 1):0} | {times.Missed} | {Rates(phase, requests)} |"));
        }

        await output.WriteLineAsync(Text($"\nPolls that the nodes saw: {lost.Polls:N0}; samples stored: {lost.Rows:N0}; lost: {lost.Polls - lost.Rows:N0}."));
    }

    private static string Rates(SoakPhase phase, IReadOnlyList<Dictionary<string, long[]>> requests)
    {
        var minutes = (phase.To - phase.From) / 60_000.0;
        return string.Join(", ", requests.SelectMany(node => node.Keys).Distinct().Order(StringComparer.Ordinal).Select(path =>
        {
            var rates = requests.Select(node => phase.Within(node.GetValueOrDefault(path)).Length / minutes).ToArray();
            return Text($"{path} {rates.Min():0.0} / {rates.Max():0.0}");
        }));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
