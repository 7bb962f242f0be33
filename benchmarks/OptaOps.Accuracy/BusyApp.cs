using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Web.Hosting;

namespace OptaOps.Accuracy;

/// <summary>The application as it is shipped, in the measuring process, with its simulator and an empty database.</summary>
internal sealed class BusyApp : IAsyncDisposable
{
    /// <summary>Its pages that are opened: all rooms, the live ones several times.</summary>
    public static readonly string[] TenPages = ["/", "/", "/", "/nodes/1", "/nodes/2", "/nodes/2", "/benchmarks", "/history", "/benchmarks/1", "/benchmarks/1"];

    private const string LongScenario = "long_live";
    private readonly WebApplication _app;
    private readonly string _storage;

    private BusyApp(WebApplication app, string storage) => (_app, _storage) = (app, storage);

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<BusyApp> StartAsync()
    {
        var storage = Directory.CreateTempSubdirectory("optaops-accuracy-").FullName;
        var app = OptaOpsHost.Build(
            ["--Urls", "http://127.0.0.1:0", "--Storage:Directory", storage, "--Simulator:Enabled", "true", "--Serilog:MinimumLevel:Default", "Fatal",
                "--Serilog:MinimumLevel:Override:Microsoft", "Fatal", "--Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Fatal",
                "--Serilog:MinimumLevel:Override:Microsoft.EntityFrameworkCore.Migrations", "Fatal", "--Benchmarks:Scenarios:0:Name", LongScenario,
                "--Benchmarks:Scenarios:0:Prompt", "Write without end.", "--Benchmarks:Scenarios:0:MaxTokens", "512", "--Benchmarks:Scenarios:0:Repeats", "50"]);
        await app.StartAsync();
        return new BusyApp(app, storage);
    }

    /// <summary>Starts a benchmark on the simulator that outlasts the cases, so that its live pages have something to draw all the time.</summary>
    public async Task KeepBusyAsync()
    {
        await foreach (var board in _app.Services.GetRequiredService<Latest<FleetBoard>>().WatchAsync(CancellationToken.None))
        {
            if (board.Nodes.FirstOrDefault(each => each.Models is { Count: > 0 }) is { } node)
            {
                await _app.Services.GetRequiredService<BenchmarkQueue>().StartAsync(
                    new BenchmarkRequest { NodeId = node.Node.Id, Models = [node.Models![0].Id], Scenarios = [LongScenario] }, CancellationToken.None);
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_storage, recursive: true);
    }
}
