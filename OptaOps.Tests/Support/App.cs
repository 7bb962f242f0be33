using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Web.Hosting;

namespace OptaOps.Tests.Support;

/// <summary>The very application that is shipped, on a free loopback port and a storage folder of its own.</summary>
internal sealed class App : IAsyncDisposable
{
    private static readonly string[] Quiet =
    [
        "--Serilog:MinimumLevel:Default", "Fatal", "--Serilog:MinimumLevel:Override:Microsoft", "Fatal",
        "--Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Fatal", "--Serilog:MinimumLevel:Override:Microsoft.EntityFrameworkCore.Migrations", "Fatal",
    ];

    private readonly WebApplication _app;
    private Task? _stop;

    private App(WebApplication app, string storage)
    {
        (_app, Storage) = (app, storage);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public string Storage { get; }

    public static async Task<App> StartAsync(string? storage = null, params string[] settings)
    {
        var directory = storage ?? TempFolders.Make();
        var app = OptaOpsHost.Build(["--Urls", "http://127.0.0.1:0", "--Storage:Directory", directory, .. Quiet, .. settings]);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new App(app, directory);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>The first view of a node that fits, as soon as the board has it.</summary>
    public async Task<NodeView> NodeAsync(Func<NodeView, bool> fits)
    {
        await foreach (var board in Get<Latest<FleetBoard>>().WatchAsync(TestContext.Current.CancellationToken))
        {
            if (board.At(Get<TimeProvider>().GetUtcNow()).FirstOrDefault(fits) is { } node)
            {
                return node;
            }
        }

        throw new InvalidOperationException("The board ended.");
    }

    /// <summary>The first live state of a benchmark that fits.</summary>
    public async Task<LiveBenchmark> BenchmarkAsync(int id, Func<LiveBenchmark, bool> fits)
    {
        await foreach (var board in Get<Latest<BenchmarkBoard>>().WatchAsync(TestContext.Current.CancellationToken))
        {
            if (board.Find(id) is { } live && fits(live))
            {
                return live;
            }
        }

        throw new InvalidOperationException("The board ended.");
    }

    /// <summary>As a signal to the process would; the rest of a test may still look.</summary>
    public Task StopAsync() => _stop ??= _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        await _app.DisposeAsync();
    }
}
