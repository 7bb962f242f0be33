using System.Net;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class LoadingMemoryTests
{
    private static readonly SimulatedModel Bar = new("acme/Bar-8bit") { MemoryGb = 40, LoadTime = TimeSpan.FromMinutes(4) };

    [Fact]
    public async Task Memory_fills_while_a_model_is_read()
    {
        await using var peer = await Peer.StartAsync(server => (server.LoadBlocksServer, _) = (false, Add(server, Bar)));
        var load = peer.LoadAsync(Bar.Id);
        await UntilReadingAsync(peer);
        Assert.Equal(214.77, await UsedAsync(peer));

        peer.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(224.77, await UsedAsync(peer));
        Assert.Equal(1, (await peer.JsonAsync("/admin/status"))["loaded_models"]!.GetValue<int>());
        await DoneAsync(peer, load);
        Assert.Equal(254.77, await UsedAsync(peer));
    }

    [Fact]
    public async Task A_failed_load_gives_its_memory_back()
    {
        await using var peer = await Peer.StartAsync(server =>
            (server.LoadBlocksServer, _) = (false, Add(server, Bar with { LoadOutcome = SimulatedLoadOutcome.InternalError })));
        var load = peer.LoadAsync(Bar.Id);
        await UntilReadingAsync(peer);

        await DoneAsync(peer, load);

        Assert.Equal(214.77, await UsedAsync(peer));
    }

    [Fact]
    public async Task A_model_on_trial_is_listed_and_the_server_answers_meanwhile()
    {
        var bar = Bar with { LoadTime = TimeSpan.Zero, CanaryTime = TimeSpan.FromSeconds(8) };
        await using var peer = await Peer.StartAsync(server => Add(server, bar));
        var load = peer.LoadAsync(bar.Id);

        await peer.UntilAsync("/admin/models", models => models["count"]!.GetValue<int>() == 2);
        Assert.Equal("canary_pending", (await peer.JsonAsync("/admin/models"))["loaded"]![1]!["readiness"]!["state"]!.GetValue<string>());
        await DoneAsync(peer, load);

        Assert.Equal("routable", (await peer.JsonAsync("/admin/models"))["loaded"]![1]!["readiness"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_second_load_beside_one_without_an_estimate_evicts_everything_and_still_finds_no_room()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.LoadBlocksServer = false;
            server.Models.Add(Bar);
            server.Models.Add(new("acme/Baz"));
        });
        var first = peer.LoadAsync(Bar.Id);
        await UntilReadingAsync(peer);

        using var second = await peer.LoadAsync("acme/Baz");

        Assert.Equal(HttpStatusCode.InsufficientStorage, second.StatusCode);
        Assert.StartsWith("Insufficient memory headroom for loading 'acme/Baz'", (string?)(await Peer.BodyAsync(second))["error"]!["message"], StringComparison.Ordinal);
        Assert.Empty(peer.Server.Models.Loaded);
        await DoneAsync(peer, first);
        Assert.Equal([Bar.Id], peer.Server.Models.Loaded.Select(loaded => loaded.Id));
    }

    private static bool Add(SimulatedServer server, SimulatedModel model)
    {
        server.Models.Add(model);
        return true;
    }

    private static async Task<double> UsedAsync(Peer peer) => (await peer.JsonAsync("/admin/status"))["memory"]!["used_gb"]!.GetValue<double>();

    private static async Task UntilReadingAsync(Peer peer)
    {
        while (!peer.Server.Models.IsReading)
        {
            await Task.Yield();
        }
    }

    private static async Task DoneAsync(Peer peer, Task<HttpResponseMessage> load)
    {
        while (!load.IsCompleted)
        {
            peer.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        (await load).Dispose();
    }
}
