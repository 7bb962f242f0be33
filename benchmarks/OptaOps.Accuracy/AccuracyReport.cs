namespace OptaOps.Accuracy;

/// <summary>Runs every case beside the whole application and writes the tables of docs/accuracy.md.</summary>
internal static class AccuracyReport
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly ClockCase Alone = new("1 stream, no page", Streams: 1, Rounds: 40, Tokens: 64);

    private static readonly ClockCase[] BesidePages =
    [
        new("1 stream, 10 pages", Streams: 1, Rounds: 200, Tokens: 64),
        new("4 streams, 10 pages", Streams: 4, Rounds: 50, Tokens: 64),
        new("16 streams, 10 pages", Streams: 16, Rounds: 30, Tokens: 64),
    ];

    /// <param name="rounds">Share of the usual rounds: less for a glance, more for a longer night.</param>
    /// <returns>0 when every target was met, else 1.</returns>
    public static async Task<int> WriteAsync(TextWriter output, double rounds)
    {
        var begin = TimeProvider.System.GetTimestamp();
        await output.WriteLineAsync($"Machine: {Machine.Words}.\n");
        using var peer = await PeerProcess.StartAsync();
        var clock = await ClockAsync(peer, rounds);
        await output.WriteLineAsync($"{ClockResult.ErrorHeader}\n{string.Join('\n', clock.Select(result => result.ErrorRow))}\n");
        await output.WriteLineAsync($"{ClockResult.CostHeader}\n{string.Join('\n', clock.Select(result => result.CostRow))}\n");

        var tokens = new TokenCase(peer);
        await output.WriteLineAsync(TokenCase.Header);
        foreach (var tokensPerPiece in new[] { 1, 4, 8 })
        {
            await output.WriteLineAsync(string.Join('\n', await tokens.RunAsync(tokensPerPiece)));
        }

        var storage = await StorageCase.RunAsync();
        await output.WriteLineAsync($"\n{storage.Table}\n");
        var targets = Target.Of(clock, tokens, storage);
        await output.WriteLineAsync($"{Target.Header}\n{string.Join('\n', targets.Select(target => target.Row))}\n");
        await output.WriteLineAsync(FormattableString.Invariant($"It took {TimeProvider.System.GetElapsedTime(begin).TotalMinutes:0.0} minutes."));
        return targets.All(target => target.IsMet) ? 0 : 1;
    }

    private static async Task<IReadOnlyList<ClockResult>> ClockAsync(PeerProcess peer, double rounds)
    {
        await using var app = await BusyApp.StartAsync();
        List<ClockResult> results = [await Alone.RunAsync(peer, null, rounds)];
        await app.KeepBusyAsync();
        using var pages = await PagesProcess.OpenAsync(app.Address, BusyApp.TenPages);
        await Task.Delay(Settling, TimeProvider.System);
        foreach (var each in BesidePages)
        {
            results.Add(await each.RunAsync(peer, pages, rounds));
        }

        return results;
    }
}
