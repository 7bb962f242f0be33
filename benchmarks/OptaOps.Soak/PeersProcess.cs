using System.Globalization;
using System.Text.Json;
using OptaOps.Accuracy;

namespace OptaOps.Soak;

/// <summary>The nodes, running in a process of their own.</summary>
internal sealed class PeersProcess : IDisposable
{
    public const string StatusPath = "/admin/status";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly OwnProcess _process;

    private PeersProcess(OwnProcess process, int[] ports) => (_process, Ports) = (process, ports);

    public int[] Ports { get; }

    public static async Task<PeersProcess> StartAsync(int count)
    {
        var process = new OwnProcess("peers", count.ToString(CultureInfo.InvariantCulture));
        var line = await process.ReadLineAsync();
        return new PeersProcess(process, [.. line.Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture))]);
    }

    /// <summary>All requests so far, a node each.</summary>
    public async Task<IReadOnlyList<Dictionary<string, long[]>>> RequestsAsync()
    {
        await _process.WriteLineAsync("?");
        return JsonSerializer.Deserialize<List<Dictionary<string, long[]>>>(await _process.ReadLineAsync())!;
    }

    /// <summary>A moment between two rounds of polls, unix milliseconds: what was asked before it was stored before it.</summary>
    public async Task<long> BetweenPollsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var requests = await RequestsAsync();
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var last = requests.SelectMany(node => node.GetValueOrDefault(StatusPath) ?? []).DefaultIfEmpty(0).Max();
            if (now - last is > 1500 and < 3500)
            {
                return now;
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _process.Dispose();
}
