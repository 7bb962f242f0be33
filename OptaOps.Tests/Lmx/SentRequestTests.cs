using System.Text.Json.Nodes;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>What goes over the wire to the node.</summary>
public sealed class SentRequestTests
{
    private const string Admin = "admin-key-of-the-test";
    private const string Inference = "inference-key-of-the-test";

    public static TheoryData<string> Ids =>
    [
        "acme/Foo-4bit", "/srv/models/models--acme--Foo/snapshots/0123abcd", "quo\"ted 'name'", "back\\slash", "Ümläut/模型", "a&b=c?d#e%2Ff",
        "<script>", "line\nbreak",
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_model_id_arrives_exactly(string id)
    {
        await using var line = LmxLine.Answering("{}");

        await line.LoadAsync(id);
        await line.UnloadAsync(id);

        Assert.Equal(id, Model(await line.Peer.RequestAsync()));
        Assert.Equal(id, Model(await line.Peer.RequestAsync()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_model_id_in_a_path_or_query_is_escaped_and_arrives_exactly(string id)
    {
        await using var line = LmxLine.Answering("{}");

        await line.Client.GetPerformanceAsync(id, LmxCaller.Patience, TestContext.Current.CancellationToken);
        await line.Client.GetCompatibilityAsync(id, LmxCaller.Patience, TestContext.Current.CancellationToken);

        var segments = (await line.Peer.RequestAsync()).Path.Split('/');
        Assert.Equal(["", "admin", "models", id, "performance"], segments.Select(Uri.UnescapeDataString));
        var query = (await line.Peer.RequestAsync()).Path.Split("model_id=", 2);
        Assert.Equal("/admin/models/compatibility?limit=50&", query[0]);
        Assert.Equal(id, Uri.UnescapeDataString(query[1]));
        Assert.DoesNotContain('&', query[1]);
    }

    [Fact]
    public async Task A_load_never_asks_for_a_download_and_is_json()
    {
        await using var line = LmxLine.Answering("{}");

        await line.Client.LoadAsync(new LoadRequest("a"), TestContext.Current.CancellationToken);

        var request = await line.Peer.RequestAsync();
        Assert.Equal(("POST", "/admin/models/load"), (request.Method, request.Path));
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("""{"model_id":"a","auto_download":false}""", request.Body);
    }

    [Theory]
    [InlineData("""{"kv_bits":8,"scheduler":{"max_num_seqs":4.0}}""", """{"kv_bits":8,"scheduler":{"max_num_seqs":4.0},"memory_estimate_gb":172.43}""")]
    [InlineData("""{"memory_estimate_gb":180}""", """{"memory_estimate_gb":180}""")]
    [InlineData(null, """{"memory_estimate_gb":172.43}""")]
    public async Task A_load_repeats_overrides_word_for_word_and_adds_an_estimate_where_they_have_none(string? overrides, string sent)
    {
        await using var line = LmxLine.Answering("{}");
        var request = new LoadRequest("a") { Performance = overrides, MemoryEstimateGb = 172.43, KeepAliveSeconds = 600, Backend = "mlx-lm" };

        await line.Client.LoadAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(
            $$"""{"model_id":"a","auto_download":false,"performance_overrides":{{sent}},"keep_alive_sec":600,"backend":"mlx-lm"}""",
            (await line.Peer.RequestAsync()).Body);
    }

    [Fact]
    public async Task The_admin_key_goes_to_admin_only_and_the_inference_key_to_v1_only()
    {
        var requests = await AskEverythingAsync(Admin, Inference);

        Assert.All(requests, request =>
        {
            var isAdmin = request.Path.StartsWith("/admin", StringComparison.Ordinal);
            var isOpenAi = request.Path.StartsWith("/v1", StringComparison.Ordinal);
            Assert.Equal(isAdmin ? Admin : null, request.Headers.GetValueOrDefault("X-Admin-Key"));
            Assert.Equal(isOpenAi ? $"Bearer {Inference}" : null, request.Headers.GetValueOrDefault("Authorization"));
            Assert.DoesNotContain("key-of-the-test", request.Path + request.Body, StringComparison.Ordinal);
        });
        Assert.Equal(
            [
                "/admin/models", "/admin/models/acme%2FFoo-4bit/performance", "/admin/models/compatibility", "/admin/models/load",
                "/admin/models/unload", "/admin/status", "/healthz", "/readyz", "/v1/chat/completions", "/v1/discovery", "/v1/models",
            ],
            requests.Select(request => request.Path.Split('?')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_admin_key_alone_serves_v1_as_bearer()
    {
        var openAi = (await AskEverythingAsync(Admin, null)).Single(request => request.Path == "/v1/models");

        Assert.Equal($"Bearer {Admin}", openAi.Headers["Authorization"]);
        Assert.DoesNotContain("X-Admin-Key", openAi.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_inference_key_alone_is_not_sent_to_admin()
    {
        Assert.All(
            (await AskEverythingAsync(null, Inference)).Where(request => !request.Path.StartsWith("/v1", StringComparison.Ordinal)),
            request => Assert.DoesNotContain(Inference, string.Join(' ', request.Headers.Values), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_request_says_who_asks()
    {
        Assert.All(await AskEverythingAsync(null, null), request => Assert.Equal("optaops", request.Headers["x-client-id"]));
    }

    [Fact]
    public async Task Without_keys_none_is_sent()
    {
        Assert.All(await AskEverythingAsync(null, null), request =>
        {
            Assert.False(request.Headers.ContainsKey("X-Admin-Key"));
            Assert.False(request.Headers.ContainsKey("Authorization"));
        });
    }

    private static string Model(PeerRequest request) => JsonNode.Parse(request.Body)!["model_id"]!.GetValue<string>();

    private static async Task<IReadOnlyList<PeerRequest>> AskEverythingAsync(string? adminKey, string? inferenceKey)
    {
        await using var line = LmxLine.Answering(HttpAnswer.Of("{}"), adminKey, inferenceKey);
        var requests = new List<PeerRequest>();
        foreach (var fixture in WireFixtures.All)
        {
            await fixture.AskAsync(line.Client);
            requests.Add(await line.Peer.RequestAsync());
        }

        return requests;
    }
}
