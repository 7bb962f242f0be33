using OptaOps.Core.Lmx;
using static OptaOps.Tests.Lmx.WireFixture;

namespace OptaOps.Tests.Lmx;

/// <summary>The loaded models (contract §3.4), as older and sibling servers name the fields (§7.1), and as OpenAI lists them (§5.7).</summary>
internal static class ModelFixtures
{
    private const string Models = """
        {"loaded":[{"id":"acme/Foo-4bit","loaded":true,"memory_gb":172.43,"loaded_at":1771850000.25,"use_batching":true,"request_count":12,
          "last_used_at":1771851234.5,"context_length":196608,"performance":{},
          "speculative":{"requested":false,"active":false,"reason":"not_requested","draft_model":null,"num_tokens":null,"telemetry":"unavailable"},
          "readiness":{"state":"quarantined","reason":"model_unstable:crash_loop:4","crash_count":0}}],"count":1}
        """;

    private const string Older = """
        {"loaded":[{"model_id":"acme/Foo-4bit","memory_used_gb":17.25,"loaded_at":1771850000,"use_batching":false,
          "stats":{"total_requests":5},"last_used_at":1771850007,"context_length":4096}]}
        """;

    private const string OpenAi = """
        {"object":"list","data":[{"id":"acme/Foo-4bit","object":"model","created":1771850000,"owned_by":"local","max_model_len":32768}]}
        """;

    public static IReadOnlyList<WireFixture> All { get; } =
    [
        Of("admin/models", Models, client => client.GetModelsAsync(LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Needed = new Dictionary<string, string> { ["loaded"] = "loaded", ["loaded[0].id"] = "loaded[0].id" },
            Fields =
            [
                Model("id", model => model.Id, "acme/Foo-4bit"),
                Model("memory_gb", model => model.MemoryGb, 172.43),
                Model("loaded_at", model => model.LoadedAt, DateTimeOffset.FromUnixTimeMilliseconds(1771850000250)),
                Model("use_batching", model => model.Batching, true),
                Model("request_count", model => model.RequestCount, 12),
                Model("last_used_at", model => model.LastUsedAt, DateTimeOffset.FromUnixTimeMilliseconds(1771851234500)),
                Model("context_length", model => model.ContextLength, 196608),
                Model("readiness.state", model => model.Readiness, "quarantined"),
                Model("readiness.reason", model => model.ReadinessReason, "model_unstable:crash_loop:4"),
                Model("performance", model => model.Performance, null),
            ],
        },
        Of("admin/models, older", Older, client => client.GetModelsAsync(LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Needed = new Dictionary<string, string> { ["loaded"] = "loaded", ["loaded[0].model_id"] = "loaded[0].id" },
            Fields =
            [
                Model("model_id", model => model.Id, "acme/Foo-4bit"),
                Model("memory_used_gb", model => model.MemoryGb, 17.25),
                Model("loaded_at", model => model.LoadedAt, DateTimeOffset.FromUnixTimeSeconds(1771850000)),
                Model("use_batching", model => model.Batching, false),
                Model("stats.total_requests", model => model.RequestCount, 5),
                Model("last_used_at", model => model.LastUsedAt, DateTimeOffset.FromUnixTimeSeconds(1771850007)),
                Model("context_length", model => model.ContextLength, 4096),
            ],
        },
        Of("v1/models", OpenAi, client => client.GetOpenAiModelsAsync(LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Needed = new Dictionary<string, string> { ["data"] = "data", ["data[0].id"] = "data[0].id" },
            Fields =
            [
                Field<OpenAiModels>("data[0].id", models => models.Models.Single().Id, "acme/Foo-4bit"),
                Field<OpenAiModels>("data[0].created", models => models.Models.Single().CreatedAt, DateTimeOffset.FromUnixTimeSeconds(1771850000)),
                Field<OpenAiModels>("data[0].owned_by", models => models.Models.Single().OwnedBy, "local"),
                Field<OpenAiModels>("data[0].max_model_len", models => models.Models.Single().ContextLength, 32768),
            ],
        },
    ];

    private static WireField Model(string path, Func<LoadedModel, object?> of, object? value) =>
        Field<ModelList>($"loaded[0].{path}", models => of(models.Loaded.Single()), value);
}
