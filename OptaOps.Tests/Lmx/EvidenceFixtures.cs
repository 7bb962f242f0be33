using OptaOps.Core.Lmx;
using static OptaOps.Tests.Lmx.WireFixture;

namespace OptaOps.Tests.Lmx;

/// <summary>What a benchmark asks beside its runs: load history (contract §3.14), performance (§3.6) and an unstreamed answer (§5.6).</summary>
internal static class EvidenceFixtures
{
    private const string Compatibility = """
        {"total":1,"rows":[{"ts":1771850061.5,"model_id":"acme/Foo-4bit","backend":"mlx-lm","backend_version":"0.30.7","outcome":"fail",
          "reason":"canary_failed: blank","metadata":{"n":1}}],"summary":null}
        """;

    private const string Performance = """
        {"model_id":"acme/Foo-4bit","backend_type":"mlx","memory_gb":172.43,"performance":{},
         "global_defaults":{"kv_bits":null,"stream_interval":1,
          "adaptive":{"enabled":true,"latency_target_ms":2500.0,"latency_p95_sec":null,"min_concurrent_requests":1,"last_reason":"latency_high"},
          "scheduler":{"max_num_seqs":256}}}
        """;

    private const string Chat = """
        {"id":"chatcmpl-7","object":"chat.completion","created":1771851500,"model":"acme/Foo-4bit",
         "choices":[{"index":0,"message":{"role":"assistant","content":"Once upon","tool_calls":null},"finish_reason":"length"}],
         "usage":{"prompt_tokens":21,"completion_tokens":2,"total_tokens":23}}
        """;

    public static IReadOnlyList<WireFixture> All { get; } =
    [
        Of("compatibility", Compatibility, client =>
            client.GetCompatibilityAsync("acme/Foo-4bit", LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Needed = new Dictionary<string, string> { ["rows"] = "rows" },
            Fields =
            [
                Row("ts", row => row.At, DateTimeOffset.FromUnixTimeMilliseconds(1771850061500)),
                Row("model_id", row => row.ModelId, "acme/Foo-4bit"),
                Row("backend", row => row.Backend, "mlx-lm"),
                Row("outcome", row => row.Outcome, "fail"),
                Row("reason", row => row.Reason, "canary_failed: blank"),
            ],
        },
        Of("performance", Performance, client =>
            client.GetPerformanceAsync("acme/Foo-4bit", LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Fields = [Field<ModelPerformance>("global_defaults.adaptive.last_reason", performance => performance.AdaptiveReason, "latency_high")],
        },
        Of("chat", Chat, client =>
            client.ChatAsync(new ChatRequest("acme/Foo-4bit", "Tell me", 2), LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Needed = new Dictionary<string, string> { ["choices"] = "choices" },
            Fields =
            [
                Field<ChatAnswer>("choices[0].message.content", chat => chat.Text, "Once upon", ""),
                Field<ChatAnswer>("choices[0].finish_reason", chat => chat.FinishReason, "length"),
                Field<ChatAnswer>("usage.prompt_tokens", chat => chat.PromptTokens, 21),
                Field<ChatAnswer>("usage.completion_tokens", chat => chat.CompletionTokens, 2),
            ],
        },
    ];

    private static WireField Row(string path, Func<CompatibilityRow, object?> of, object value) =>
        Field<CompatibilityList>($"rows[0].{path}", list => of(list.Rows.Single()), value);
}
