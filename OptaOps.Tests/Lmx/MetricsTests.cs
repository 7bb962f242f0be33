using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

/// <summary>The one answer that is no JSON: Prometheus text (contract §3.10).</summary>
public sealed class MetricsTests
{
    private const string Others = """
        # TYPE lmx_queued_requests gauge
        lmx_queued_requests_total 9
        lmx_speculative_acceptance_ratio NaN
        lmx_model_requests_total{model="a"b"} 3

        """;

    [Theory]
    [InlineData("lmx_queued_requests 3\n", 3)]
    [InlineData("lmx_queued_requests 3.0\n", 3)]
    [InlineData("lmx_queued_requests 0\r\n", 0)]
    [InlineData("lmx_queued_requests 2", 2)]
    [InlineData("", null)]
    [InlineData("lmx_queued_requests NaN\n", null)]
    [InlineData("lmx_queued_requests +Inf\n", null)]
    [InlineData("lmx_queued_requests -1\n", null)]
    [InlineData("lmx_queued_requests many\n", null)]
    [InlineData("lmx_queued_requests \n", null)]
    public async Task Waiting_requests_are_a_count_or_unknown(string text, int? queued)
    {
        await using var line = LmxLine.Answering(Others + text, 200, "text/plain; version=0.0.4");

        var answer = await line.Client.GetMetricsAsync(LmxCaller.Patience, TestContext.Current.CancellationToken);

        Assert.Null(answer.Fault);
        Assert.Equal(queued, answer.Value!.Queued);
    }

    [Fact]
    public async Task A_refusal_of_the_metrics_is_a_fault()
    {
        await using var line = LmxLine.Answering("""{"detail":"Invalid or missing admin key"}""", 403);

        var answer = await line.Client.GetMetricsAsync(LmxCaller.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(LmxFaultKind.Forbidden, answer.Fault!.Kind);
    }
}
