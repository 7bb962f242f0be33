using System.Text.Json.Nodes;
using OptaOps.Core.Benchmarks;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Benchmarks;

public sealed class MatrixTruthTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Pieces_of_several_tokens_are_counted_by_one_unstreamed_request_a_prompt(int tokensPerPiece)
    {
        await using var node = await MeasuredNode.StartAsync(script: server => server.Stream = new StreamShape { TokensPerPiece = tokensPerPiece });

        var benchmark = await node.RunAsync("short_64");

        Assert.All(Runs(benchmark), run => Assert.Equal((64, TokenCountSource.Calibrated), (run.OutputTokens, run.TokenCountSource)));
        Assert.All(Runs(benchmark), run => Assert.DoesNotContain(RunFlag.StoppedEarly, run.Flags));
        Assert.All(Runs(benchmark), run => Assert.True(run.Evidence!.Alone));
        var side = Assert.Single(benchmark.SideRequests);
        Assert.Equal((SideRequestKind.TokenCalibration, 3, null), (side.Kind, side.RunsCounted, side.Problem));
        Assert.Single(Unstreamed(node));
    }

    [Fact]
    public async Task One_token_a_piece_needs_no_unstreamed_request()
    {
        await using var node = await MeasuredNode.StartAsync();

        var benchmark = await node.RunAsync("short_64");

        Assert.All(Runs(benchmark), run => Assert.Equal((64, TokenCountSource.Exact), (run.OutputTokens, run.TokenCountSource)));
        Assert.Empty(benchmark.SideRequests);
        Assert.Empty(Unstreamed(node));
    }

    [Fact]
    public async Task An_answer_that_stops_by_itself_is_counted_without_its_end_token_and_flagged()
    {
        await using var node = await MeasuredNode.StartAsync(script: server => server.Stream = new StreamShape { TokensPerPiece = 4, EndAfter = 40 });

        var benchmark = await node.RunAsync("short_64");

        Assert.All(Runs(benchmark), run => Assert.Equal(40, run.OutputTokens));
        Assert.All(Runs(benchmark), run => Assert.Contains(RunFlag.StoppedEarly, run.Flags));
        Assert.Null(benchmark.Cells[0].Summary!.AvgTokPerSec);
        Assert.NotNull(benchmark.Cells[0].Summary!.AvgTokPerSecDecode);
    }

    [Fact]
    public async Task Mlx_lm_counts_words_so_it_is_never_asked_and_no_tok_per_second_is_given()
    {
        await using var node = await MeasuredNode.StartAsync(
            MeasuredNode.Quick with { Backend = SimulatedModel.MlxLm }, server => server.Stream = new StreamShape { TokensPerPiece = 4 });

        var benchmark = await node.RunAsync("short_64", "prefill_1k");

        Assert.All(Runs(benchmark), run => Assert.Equal(TokenCountSource.Pieces, run.TokenCountSource));
        Assert.All(Runs(benchmark), run => Assert.Null(run.TokPerSecEndToEnd ?? run.TokPerSecDecode ?? run.PrefillTokPerSec));
        Assert.All(Runs(benchmark), run => Assert.NotNull(run.PiecesPerSec));
        Assert.All(benchmark.SideRequests, side => Assert.Contains("mlx-lm", side.Problem, StringComparison.Ordinal));
        Assert.Empty(Unstreamed(node));
    }

    [Fact]
    public async Task A_long_prompt_is_counted_by_the_node_and_gives_prefill_tok_per_second()
    {
        await using var node = await MeasuredNode.StartAsync();

        var benchmark = await node.RunAsync("prefill_1k");

        var asked = Assert.Single(Unstreamed(node));
        Assert.Equal(1, asked["max_tokens"]!.GetValue<int>());
        var truth = SimulatedTokenizer.PromptTokens(asked["messages"]![0]!["content"]!.GetValue<string>());
        Assert.All(Runs(benchmark), run => Assert.Equal(truth, run.PromptTokens));
        Assert.All(Runs(benchmark), run => Assert.Equal(truth / run.TtftMs!.Value * 1000, run.PrefillTokPerSec!.Value, 6));
        var warm = Runs(benchmark).Single(run => run.Temperature == Temperature.Warm);
        Assert.Equal(warm.PrefillTokPerSec, benchmark.Cells[0].Summary!.PrefillTokPerSec);
    }

    [Theory]
    [InlineData(true, CacheVerdict.Seen)]
    [InlineData(false, CacheVerdict.NotSeen)]
    public async Task The_prefix_cache_is_checked_once_a_model(bool cache, CacheVerdict expected)
    {
        await using var node = await MeasuredNode.StartAsync(
            MeasuredNode.Quick with { PrefixCache = cache, Timing = SimulatedTiming.FromMilliseconds(800, 600, 20, 0.2) });

        var benchmark = await node.RunAsync("short_64");

        var control = Assert.Single(benchmark.CacheControls);
        Assert.Equal(expected, control.Verdict);
        Assert.All(new[] { control.FirstMs, control.OtherMs, control.AgainMs }, time => Assert.NotNull(time));
    }

    [Fact]
    public async Task A_context_that_is_too_short_skips_the_cell_and_says_so()
    {
        await using var node = await MeasuredNode.StartAsync(MeasuredNode.Quick with { ContextLength = 4096 });

        var benchmark = await node.RunAsync("short_64", "prefill_8k");

        Assert.Equal([CellState.Completed, CellState.Skipped], benchmark.Cells.Select(cell => cell.State));
        Assert.Contains("context of 4,096 tokens is too short", benchmark.Cells[1].Reason, StringComparison.Ordinal);
        Assert.Empty(benchmark.Cells[1].Runs);
    }

    [Fact]
    public async Task Pairs_send_each_prompt_twice_first_new_then_cached()
    {
        await using var node = await MeasuredNode.StartAsync(settings:
        [
            "--Benchmarks:Scenarios:0:Name", "pairs", "--Benchmarks:Scenarios:0:Prompt", "Go on.", "--Benchmarks:Scenarios:0:MaxTokens", "8",
            "--Benchmarks:Scenarios:0:Repeats", "6", "--Benchmarks:Scenarios:0:Prompts", "Pairs",
        ]);

        var runs = Runs(await node.RunAsync("pairs"));

        Assert.Equal(
            [Temperature.FirstAfterLoad, Temperature.WarmCached, Temperature.Warm, Temperature.WarmCached, Temperature.Warm, Temperature.WarmCached],
            runs.Select(run => run.Temperature!.Value));
    }

    private static IReadOnlyList<RunView> Runs(BenchmarkView benchmark) => [.. benchmark.Cells.SelectMany(cell => cell.Runs).OrderBy(run => run.N)];

    /// <summary>Bodies of the chat requests that asked for one whole answer.</summary>
    private static IReadOnlyList<JsonNode> Unstreamed(MeasuredNode node) =>
        [.. node.Server.Requests.All.Where(each => each.Path == "/v1/chat/completions").Select(each => JsonNode.Parse(each.Body)!).Where(body => !body["stream"]!.GetValue<bool>())];
}
