using System.Text;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

/// <summary>"What answers there?", asked of real servers.</summary>
public sealed class NodeTrialTests
{
    [Theory]
    [InlineData("right", "right-too", NodeState.Online, KeyVerdict.Accepted, KeyVerdict.Accepted)]
    [InlineData("wrong", "right-too", NodeState.Unauthorized, KeyVerdict.Refused, KeyVerdict.Accepted)]
    [InlineData("right", null, NodeState.Online, KeyVerdict.Accepted, KeyVerdict.Accepted)]
    [InlineData(null, null, NodeState.Unauthorized, KeyVerdict.Missing, KeyVerdict.Missing)]
    public async Task Each_key_has_a_verdict_of_its_own(string? adminKey, string? inferenceKey, NodeState state, KeyVerdict admin, KeyVerdict inference)
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server("right", "right-too"), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync();

        var trial = await TryAsync(app, peer.Address, adminKey, inferenceKey);

        Assert.Equal((state, admin, inference, NodeKind.Lmx), (trial.State, trial.AdminKey, trial.InferenceKey, trial.Kind));
        Assert.Equal(admin == KeyVerdict.Accepted, trial.NextStep is null);
        Assert.Empty(app.Get<NodeDirectory>().Nodes);
    }

    [Fact]
    public async Task A_server_without_keys_says_its_version_and_models_and_that_no_key_is_needed()
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server(), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync();

        var trial = await TryAsync(app, peer.Address, "any");

        Assert.Equal((KeyVerdict.NotNeeded, KeyVerdict.NotNeeded, "0.1.0"), (trial.AdminKey, trial.InferenceKey, trial.Version));
        Assert.Equal(["acme/Foo-4bit"], trial.Models!);
    }

    [Fact]
    public async Task Nobody_there_is_told_with_the_next_step()
    {
        await using var app = await SavedNodes.StartAsync();

        var trial = await TryAsync(app, new Uri("http://127.0.0.1:9"));

        Assert.Equal((NodeState.Unreachable, KeyVerdict.Unknown), (trial.State, trial.AdminKey));
        Assert.Contains("Start LMX on that machine", trial.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_leads_nowhere_and_stored_keys_go_to_no_other_address()
    {
        await using var elsewhere = new HttpPeer((_, _, _) => Task.CompletedTask);
        await using var peer = new HttpPeer((_, stream, token) => stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 302 x\r\nLocation: {elsewhere.Address}\r\nContent-Length: 0\r\n\r\n"), token).AsTask());
        await using var home = await LmxSimulator.StartAsync(SavedNodes.Server("canary"), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync();
        var id = await app.AddAsync("studio", home.Address, "canary");

        var outcome = await app.Get<NodeTrials>().RunAsync(new NodeDraft(null, $"{peer.Address}"), id, TestContext.Current.CancellationToken);
        var own = await app.Get<NodeTrials>().RunAsync(new NodeDraft(null, $"{home.Address}"), id, TestContext.Current.CancellationToken);

        Assert.NotEqual(NodeState.Online, outcome.Value!.State);
        Assert.Equal(0, elsewhere.RequestsLeft);
        Assert.NotEqual(0, peer.RequestsLeft);
        while (peer.RequestsLeft > 0)
        {
            Assert.DoesNotContain((await peer.RequestAsync()).Headers.Values, value => value.Contains("canary", StringComparison.Ordinal));
        }

        Assert.Equal(KeyVerdict.Accepted, own.Value!.AdminKey);
    }

    private static async Task<NodeTrial> TryAsync(App app, Uri address, string? adminKey = null, string? inferenceKey = null)
    {
        var outcome = await app.Get<NodeTrials>().RunAsync(new NodeDraft(null, $"{address}", adminKey, inferenceKey), null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }
}
