using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Web.Hosting;

namespace OptaOps.Accuracy;

/// <summary>Runs every case beside the whole application and writes the tables of docs/accuracy.md.</summary>
internal static class AccuracyReport
{
    private static readonly string[] TenPages = ["/", "/", "/", "/nodes/1", "/nodes/2", "/nodes/2", "/benchmarks", "/history", "/benchmarks/1", "/benchmarks/1"];

    /// <summary>0 when every target of the design's budgets was met, else 1.</summary>
    public static async Task<int> WriteAsync(TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("optaops-accuracy-").FullName;
        await using var app = OptaOpsHost.Build(
            ["--Urls", "http://127.0.0.1:0", "--Storage:Directory", directory, "--Simulator:Enabled", "true", "--Serilog:MinimumLevel:Default", "Fatal",
                "--Serilog:MinimumLevel:Override:Microsoft", "Fatal", "--Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Fatal",
                "--Serilog:MinimumLevel:Override:Microsoft.EntityFrameworkCore.Migrations", "Fatal"]);
        await app.StartAsync();
        using var peer = await PeerProcess.StartAsync();
        var clock = new ClockCase(peer);

        List<ClockResult> results = [await clock.RunAsync("1 stream, no page", 1, 200)];
        await KeepBusyAsync(app.Services);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await using (await OpenPages.OpenAsync(address, TenPages))
        {
            results.Add(await clock.RunAsync("1 stream, 10 pages", 1, 200));
            results.Add(await clock.RunAsync("4 streams, 10 pages", 4, 60));
            results.Add(await clock.RunAsync("16 streams, 10 pages", 16, 20));
        }

        await output.WriteLineAsync(ClockResult.Header);
        foreach (var result in results)
        {
            await output.WriteLineAsync(result.ToString());
        }

        await output.WriteLineAsync($"\n{TokenCase.Header}");
        foreach (var tokensPerPiece in new[] { 1, 4, 8 })
        {
            foreach (var row in await new TokenCase(peer).RunAsync(tokensPerPiece))
            {
                await output.WriteLineAsync(row);
            }
        }

        await output.WriteLineAsync($"\n{await StorageCase.RunAsync(app.Services, directory)}");
        await app.StopAsync();
        return await JudgeAsync(output, results);
    }

    /// <summary>A benchmark of many runs on the simulator, so that its live pages have something to draw all the time.</summary>
    private static async Task KeepBusyAsync(IServiceProvider services)
    {
        NodeSnapshot? node = null;
        await foreach (var board in services.GetRequiredService<Latest<FleetBoard>>().WatchAsync(CancellationToken.None))
        {
            node = board.Nodes.FirstOrDefault(each => each.Models is { Count: > 0 });
            if (node is not null)
            {
                break;
            }
        }

        for (var i = 0; i < 8; i++)
        {
            await services.GetRequiredService<BenchmarkQueue>().StartAsync(
                new BenchmarkRequest { NodeId = node!.Node.Id, Models = [node.Models![0].Id], Scenarios = ["short_64", "medium_256", "long_512"] }, CancellationToken.None);
        }
    }

    private static async Task<int> JudgeAsync(TextWriter output, IReadOnlyList<ClockResult> results)
    {
        (string What, double Figure, double Most)[] targets =
        [
            ("TTFT error p99, 1 stream, 10 pages, ms", results[1].TtftP99, 1),
            ("TTFT error p99, 16 streams, 10 pages, ms", results[3].TtftP99, 3),
            ("worst tok/s error of any run, %", results.Max(result => result.WorstRatePercent), 1),
        ];
        await output.WriteLineAsync("\n| target | at most | measured | |\n|---|--:|--:|---|");
        foreach (var (what, figure, most) in targets)
        {
            await output.WriteLineAsync(FormattableString.Invariant($"| {what} | {most} | {figure:0.000} | {(figure <= most ? "met" : "missed")} |"));
        }

        return targets.All(target => target.Figure <= target.Most) ? 0 : 1;
    }
}
