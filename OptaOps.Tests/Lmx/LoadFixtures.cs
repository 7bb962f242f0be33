using OptaOps.Core.Lmx;
using static OptaOps.Tests.Lmx.WireFixture;

namespace OptaOps.Tests.Lmx;

/// <summary>What load and unload answer (contract §4.2, §4.10).</summary>
internal static class LoadFixtures
{
    public const string Required = """
        {"status":"download_required","model_id":"acme/Foo-4bit","estimated_size_bytes":null,"estimated_size_human":null,
         "confirmation_token":"dl-0123456789abcdefABCDEF","download_id":null,"message":"Model not found locally. Confirm to download it.",
         "confirm_url":"/admin/models/load/confirm","progress_url":null}
        """;

    private const string Loaded = """{"success":true,"model_id":"acme/Foo-4bit","memory_after_load_gb":214.8,"time_to_load_ms":61800.4}""";

    private const string Downloading = """
        {"status":"downloading","model_id":"acme/Foo-4bit","estimated_size_bytes":null,"estimated_size_human":null,"confirmation_token":null,
         "download_id":"9sTk3","message":"Download started.","confirm_url":null,"progress_url":"/admin/models/download/9sTk3/progress"}
        """;

    private const string Unloaded = """{"success":true,"model_id":"acme/Foo-4bit","memory_freed_gb":171.9}""";

    public static IReadOnlyList<WireFixture> All { get; } =
    [
        Of("load, loaded", Loaded, Load) with
        {
            Fields =
            [
                Field<LoadOutcome>("model_id", load => load.ModelId, "acme/Foo-4bit"),
                Field<LoadOutcome>("memory_after_load_gb", load => load.MemoryAfterLoadGb, 214.8),
                Field<LoadOutcome>("time_to_load_ms", load => load.LoadMs, 61800.4),
            ],
        },
        Of("load, download required", Required, Load, 202) with
        {
            Fields =
            [
                Field<LoadOutcome>("status", load => load.Status, "download_required"),
                Field<LoadOutcome>("model_id", load => load.ModelId, "acme/Foo-4bit"),
                Field<LoadOutcome>("message", load => load.Message, "Model not found locally. Confirm to download it."),
                Field<LoadOutcome>("confirmation_token", load => load.ConfirmationToken, "dl-0123456789abcdefABCDEF"),
            ],
        },
        Of("load, downloading", Downloading, Load, 202) with
        {
            Fields =
            [
                Field<LoadOutcome>("status", load => load.Status, "downloading"),
                Field<LoadOutcome>("model_id", load => load.ModelId, "acme/Foo-4bit"),
                Field<LoadOutcome>("message", load => load.Message, "Download started."),
                Field<LoadOutcome>("download_id", load => load.DownloadId, "9sTk3"),
            ],
        },
        Of("unload", Unloaded, client => client.UnloadAsync("acme/Foo-4bit", TestContext.Current.CancellationToken)) with
        {
            Fields =
            [
                Field<UnloadOutcome>("model_id", unload => unload.ModelId, "acme/Foo-4bit"),
                Field<UnloadOutcome>("memory_freed_gb", unload => unload.MemoryFreedGb, 171.9),
            ],
        },
    ];

    private static Task<LmxAnswer<LoadOutcome>> Load(LmxClient client) =>
        client.LoadAsync(new LoadRequest("acme/Foo-4bit"), TestContext.Current.CancellationToken);
}
