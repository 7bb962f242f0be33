using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

public sealed class ModelAnswerTests
{
    [Fact]
    public async Task Nothing_loaded_is_an_empty_list_and_no_fault()
    {
        Assert.Empty((await ModelsAsync("""{"loaded":[],"count":0}""")).Loaded);
    }

    [Fact]
    public async Task Several_models_keep_their_order_and_their_own_values()
    {
        var models = await ModelsAsync("""{"loaded":[{"id":"b","memory_gb":2.5},{"id":"/srv/a","memory_gb":0,"context_length":8},{"id":"A"}]}""");

        Assert.Equal(["b", "/srv/a", "A"], models.Loaded.Select(model => model.Id));
        Assert.Equal([2.5, null, null], models.Loaded.Select(model => model.MemoryGb));
        Assert.Equal([null, 8, null], models.Loaded.Select(model => model.ContextLength));
    }

    [Fact]
    public async Task The_second_model_is_named_by_its_place()
    {
        var (_, fault) = await WireFixtures.Named("admin/models").ReadAsync("""{"loaded":[{"id":"a"},{"id":"b","use_batching":"yes"}]}""");

        Assert.Equal("loaded[1].use_batching", fault!.Field);
    }

    [Fact]
    public async Task A_model_without_a_name_is_missed_by_its_id()
    {
        var (_, fault) = await WireFixtures.Named("admin/models").ReadAsync("""{"loaded":[{"id":""}]}""");

        Assert.Equal("loaded[0].id", fault!.Field);
    }

    [Fact]
    public async Task The_overrides_of_a_load_are_kept_word_for_word()
    {
        const string Overrides = """{"kv_bits": 8, "prefix_cache":false,"new":[1.50]}""";

        var models = await ModelsAsync($$"""{"loaded":[{"id":"a","performance":{{Overrides}}},{"id":"b","performance":{} },{"id":"c"}]}""");

        Assert.Equal([Overrides, null, null], models.Loaded.Select(model => model.Performance));
    }

    [Fact]
    public async Task Memory_in_bytes_is_memory_in_gib()
    {
        Assert.Equal(17.5, (await ModelsAsync("""{"loaded":[{"id":"a","memory_bytes":18790481920}]}""")).Loaded.Single().MemoryGb);
    }

    [Fact]
    public async Task The_embedding_model_is_none_to_chat_with()
    {
        var (value, fault) = await WireFixtures.Named("v1/models").ReadAsync(
            """{"object":"list","data":[{"id":"acme/Foo-4bit","owned_by":"local"},{"id":"acme/Embed","owned_by":"local-embedding"}]}""");

        Assert.Null(fault);
        Assert.Equal(["acme/Foo-4bit"], ((OpenAiModels)value!).Models.Select(model => model.Id));
    }

    [Fact]
    public async Task An_object_without_any_field_of_a_status_is_no_status()
    {
        var (_, fault) = await WireFixtures.Named("admin/status").ReadAsync("""{"hello":"world"}""");

        Assert.Equal(LmxFaultKind.Incompatible, fault!.Kind);
    }

    [Theory]
    [InlineData("load, loaded", true)]
    [InlineData("load, download required", false)]
    [InlineData("load, downloading", false)]
    public async Task A_model_is_loaded_only_when_nothing_is_left_to_download(string name, bool loaded)
    {
        var fixture = WireFixtures.Named(name);

        var (value, _) = await fixture.ReadAsync(fixture.Json);

        Assert.Equal(loaded, ((LoadOutcome)value!).Loaded);
    }

    [Theory]
    [InlineData("load, download required")]
    [InlineData("load, downloading")]
    public async Task An_offer_to_download_that_lost_its_status_is_not_taken_for_loaded(string name)
    {
        var fixture = WireFixtures.Named(name);

        var (value, _) = await fixture.ReadAsync(JsonPlaces.Without(fixture.Json, "status"));

        Assert.False(((LoadOutcome)value!).Loaded);
    }

    [Fact]
    public async Task Loaded_may_be_said_in_so_many_words()
    {
        var (value, _) = await WireFixtures.Named("load, loaded").ReadAsync("""{"status":"loaded","model_id":"acme/Foo-4bit"}""");

        Assert.True(((LoadOutcome)value!).Loaded);
    }

    [Fact]
    public async Task A_model_that_was_loaded_already_has_no_load_time()
    {
        var (value, _) = await WireFixtures.Named("load, loaded").ReadAsync(
            """{"success":true,"model_id":"acme/Foo-4bit","memory_after_load_gb":null,"time_to_load_ms":null}""");

        var load = (LoadOutcome)value!;
        Assert.True(load.Loaded);
        Assert.Null(load.LoadMs);
        Assert.Null(load.MemoryAfterLoadGb);
    }

    private static async Task<ModelList> ModelsAsync(string json)
    {
        var (value, fault) = await WireFixtures.Named("admin/models").ReadAsync(json);
        Assert.Null(fault);
        return (ModelList)value!;
    }
}
