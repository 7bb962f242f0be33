using Microsoft.Data.Sqlite;
using OptaOps.Accuracy;

namespace OptaOps.Soak;

/// <summary>Fifty nodes, then twenty pages beside them; what that costs and whether anything was lost.</summary>
internal static class SoakRun
{
    private const int Nodes = 50;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    /// <summary>Twenty circuits: the fleet as most people leave it open, and every other room.</summary>
    private static readonly string[] Pages =
    [
        .. Enumerable.Repeat("/", 8), .. Enumerable.Repeat("/?sort=memory&dir=desc&first=trouble", 4), "/nodes/1", "/nodes/2", "/nodes/3", "/nodes/50", "/benchmarks", "/benchmarks", "/history", "/history",
    ];

    public static async Task<int> RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var machine = Machine.Words;
        using var peers = await PeersProcess.StartAsync(Nodes);
        await using var app = await AppProcess.StartAsync(peers.Ports, cancellationToken);
        await Console.Error.WriteLineAsync($"{Nodes} nodes, OptaOps at {app.Address}.");
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var alone = await SoakPhase.RunAsync("no page", length / 4, app, peers, cancellationToken);
        SoakPhase watched;
        using (var pages = await PagesProcess.OpenAsync(app.Address, Pages))
        {
            await Console.Error.WriteLineAsync($"{Pages.Length} pages are open.");
            await Task.Delay(Settling, TimeProvider.System, cancellationToken);
            watched = await SoakPhase.RunAsync($"{Pages.Length} pages", length, app, peers, cancellationToken);
        }

        var requests = await peers.RequestsAsync();
        await app.StopAsync();
        var lost = await LostAsync(app.DatabasePath, requests, alone.From, watched.To);
        await SoakTables.WriteAsync(Console.Out, machine, Nodes, [alone, watched], requests, lost);
        return lost.Polls == lost.Rows ? 0 : 1;
    }

    private static async Task<(long Polls, long Rows)> LostAsync(string database, IReadOnlyList<Dictionary<string, long[]>> requests, long from, long to)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM NodeSamples WHERE TakenAtMs > $from AND TakenAtMs <= $to";
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        var polls = requests.Sum(node => (node.GetValueOrDefault(PeersProcess.StatusPath) ?? []).Count(at => at > from && at <= to));
        return (polls, (long)(await command.ExecuteScalarAsync())!);
    }
}
