using System.Net;
using System.Text.Json.Nodes;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class CompatibilityTests
{
    private const string Path = "/admin/models/compatibility";

    [Fact]
    public async Task A_loaded_model_has_a_pass_row_with_its_backend()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Peer.Foo with { Backend = SimulatedModel.MlxLm }));

        Assert.Equal(
            """{"total":1,"rows":[{"ts":1771850000.0,"model_id":"acme/Foo-4bit","backend":"mlx-lm","backend_version":"0.2.6","outcome":"pass","""
            + """
            "reason":"canary_ok","metadata":{}}],"summary":null}
            """,
            await Peer.TextAsync(await peer.GetAsync(Path)));
    }

    [Fact]
    public async Task A_failed_canary_leaves_a_fail_row_as_the_newest()
    {
        var bad = new SimulatedModel("acme/Bad") { LoadOutcome = SimulatedLoadOutcome.CanaryFailed, LoadError = "no weights" };
        await using var peer = await Peer.StartAsync(server => server.Models.Add(bad));

        await peer.LoadAsync(bad.Id);

        var rows = (await peer.JsonAsync(Path))["rows"]!.AsArray();
        Assert.Equal(["acme/Bad", Peer.Model], rows.Select(row => row!["model_id"]!.GetValue<string>()));
        Assert.Equal(("fail", "canary_failed:no weights"), (rows[0]!["outcome"]!.GetValue<string>(), rows[0]!["reason"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("vllm-mlx", ",\"backend\":\"MLX\"")]
    [InlineData("mlx-lm", ",\"backend\":\"mlx-lm\"")]
    [InlineData("vllm-mlx", "")]
    public async Task A_load_may_ask_for_its_backend(string backend, string more)
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(new("acme/Bar")));

        await peer.LoadAsync("acme/Bar", more);

        Assert.Equal(backend, (await RowsAsync(peer, "?model_id=acme%2FBar")).Single()!["backend"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("?model_id=acme%2FFoo-4bit", 1)]
    [InlineData("?backend=gguf", 2)]
    [InlineData("?outcome=fail", 2)]
    [InlineData("?since_ts=1771849500", 2)]
    [InlineData("?limit=2", 2)]
    [InlineData("?limit=0", 1)]
    [InlineData("?outcome=fail&since_ts=1771849500", 1)]
    [InlineData("", 4)]
    public async Task Rows_are_filtered_by_the_query(string query, int expected)
    {
        await using var peer = await Peer.StartAsync(Script);

        Assert.Equal(expected, (await RowsAsync(peer, query)).Count);
        Assert.Equal(expected, (await peer.JsonAsync(Path + query))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_summary_counts_by_model()
    {
        await using var peer = await Peer.StartAsync(Script);

        Assert.Equal(
            """{"acme/Foo-4bit":{"total":1,"pass":1,"fail":0,"latest_ts":1771850000.0},"b":{"total":3,"pass":1,"fail":2,"latest_ts":1771849900.0}}""",
            (await peer.JsonAsync(Path + "?include_summary=true"))["summary"]!.ToJsonString());
    }

    [Fact]
    public async Task A_limit_that_is_no_number_is_a_422()
    {
        await using var peer = await Peer.StartAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await peer.GetAsync(Path + "?limit=all")).StatusCode);
    }

    [Fact]
    public async Task A_restart_keeps_the_rows_and_adds_those_of_the_models_it_loads_again()
    {
        await using var peer = await Peer.StartAsync();
        peer.Time.Advance(TimeSpan.FromHours(1));

        await peer.Simulator.RestartAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1771853600.0, 1771850000.0], (await RowsAsync(peer, "")).Select(row => row!["ts"]!.GetValue<double>()));
    }

    [Theory]
    [InlineData("mlx-lm", true, true)]
    [InlineData("vllm-mlx", false, false)]
    public async Task Weights_that_load_lazily_are_not_measured(string backend, bool batching, bool reported)
    {
        await using var peer = await Peer.StartAsync(
            server => server.Models.AddLoaded(Peer.Foo with { Backend = backend, Batching = batching }));

        var model = (await peer.JsonAsync("/admin/models"))["loaded"]![0]!;

        Assert.Equal((0, reported), (model["memory_gb"]!.GetValue<double>(), model["use_batching"]!.GetValue<bool>()));
        Assert.Equal(214.77, (await peer.JsonAsync("/admin/status"))["memory"]!["used_gb"]!.GetValue<double>());
    }

    private static void Script(SimulatedServer server)
    {
        server.Compatibility.Add(new(1771849000, "b", "gguf", "pass", null));
        server.Compatibility.Add(new(1771849100, "b", "gguf", "fail", "x"));
        server.Compatibility.Add(new(1771849900, "b", "mlx-lm", "fail", "x"));
    }

    private static async Task<JsonArray> RowsAsync(Peer peer, string query) => (await peer.JsonAsync(Path + query))["rows"]!.AsArray();
}
