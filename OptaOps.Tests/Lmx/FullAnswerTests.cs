using System.Text.Json.Nodes;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

public sealed class FullAnswerTests
{
    public static TheoryData<string> Names => [.. WireFixtures.All.Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_full_answer_gives_every_value(string name)
    {
        var fixture = WireFixtures.Named(name);

        var (value, fault) = await fixture.ReadAsync(fixture.Json);

        Assert.Null(fault);
        Assert.All(fixture.Fields, field => Assert.Equal(field.Value, field.Of(value!)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Unknown_fields_change_nothing(string name)
    {
        var fixture = WireFixtures.Named(name);

        var (plain, _) = await fixture.ReadAsync(fixture.Json);
        var (extended, fault) = await fixture.ReadAsync(JsonPlaces.WithStrangers(fixture.Json));

        Assert.Null(fault);
        Assert.Equal(WireFixture.Whole(plain), WireFixture.Whole(extended));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_order_of_the_fields_changes_nothing(string name)
    {
        var fixture = WireFixtures.Named(name);
        var fields = JsonNode.Parse(fixture.Json)!.AsObject().Reverse();
        var reversed = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

        var (plain, _) = await fixture.ReadAsync(fixture.Json);
        var (turned, _) = await fixture.ReadAsync(reversed.ToJsonString());

        Assert.Equal(WireFixture.Whole(plain), WireFixture.Whole(turned));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_list_in_place_of_the_object_is_incompatible(string name)
    {
        var fixture = WireFixtures.Named(name);

        var (_, fault) = await fixture.ReadAsync($"[{fixture.Json}]");

        Assert.Equal(LmxFaultKind.Incompatible, fault!.Kind);
        Assert.Equal("the answer", fault.Field);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_cut_anywhere_is_incompatible(string name)
    {
        var fixture = WireFixtures.Named(name);
        var text = fixture.Json.Trim();

        foreach (var length in Enumerable.Range(1, text.Length - 1))
        {
            var (_, fault) = await fixture.ReadAsync(text[..length]);

            Assert.Equal(LmxFaultKind.Incompatible, fault!.Kind);
        }
    }
}
