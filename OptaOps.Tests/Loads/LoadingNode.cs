using OptaOps.Core;
using OptaOps.Core.Live;
using OptaOps.Core.Loads;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Loads;

/// <summary>The shipped application with one simulated server, and loads on it from wish to end.</summary>
internal static class LoadingNode
{
    public static SimulatedModel Second { get; } = new("acme/Bar-8bit") { MemoryGb = 40, Timing = MeasuredNode.Quick.Timing };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<MeasuredNode> StartAsync(Action<SimulatedServer>? script = null, params string[] settings) => MeasuredNode.StartAsync(null, script, settings);

    public static Task<MeasuredNode> WithAsync(SimulatedModel model, params string[] settings) => StartAsync(server => server.Models.Add(model), settings);

    public static Task<Outcome<LoadAttempt>> LoadAsync(this MeasuredNode node, string modelId, bool mayEvict = false, int? keepAlive = null) =>
        node.App.Get<LoadCommands>().LoadAsync(node.Node.Id, new LoadWish { ModelId = modelId, MayEvict = mayEvict, KeepAliveSeconds = keepAlive }, Cancellation);

    public static Task<Outcome<LoadAttempt>> UnloadAsync(this MeasuredNode node, string modelId) =>
        node.App.Get<LoadCommands>().UnloadAsync(node.Node.Id, modelId, Cancellation);

    /// <summary>The attempt on the board as soon as it fits.</summary>
    public static async Task<LoadAttempt> AttemptAsync(this App app, Func<LoadAttempt, bool> fits)
    {
        await foreach (var board in app.Get<Latest<LoadBoard>>().WatchAsync(Cancellation))
        {
            if (board.Items.FirstOrDefault(fits) is { } attempt)
            {
                return attempt;
            }
        }

        throw new InvalidOperationException("The board ended.");
    }

    public static async Task<LoadAttempt> LoadedAsync(this MeasuredNode node, string modelId, bool mayEvict = false, int? keepAlive = null) =>
        await node.EndAsync(await node.LoadAsync(modelId, mayEvict, keepAlive));

    public static Task<LoadAttempt> EndAsync(this MeasuredNode node, Outcome<LoadAttempt> begun)
    {
        Assert.Null(begun.Refusal);
        return node.App.AttemptAsync(attempt => attempt.Id == begun.Value!.Id && attempt.EndedAt is not null);
    }

    public static int Posts(this SimulatedServer server, string path) => server.Requests.All.Count(request => request.Method == "POST" && request.Path == path);

    public static int Loads(this SimulatedServer server) => server.Posts("/admin/models/load");

    public static int Unloads(this SimulatedServer server) => server.Posts("/admin/models/unload");
}
