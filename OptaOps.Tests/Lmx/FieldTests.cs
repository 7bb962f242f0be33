using System.Text.Json;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

/// <summary>Each field of each answer in turn: left out, null, and of each wrong type.</summary>
public sealed class FieldTests
{
    private static readonly IReadOnlyDictionary<JsonValueKind, string> Others = new Dictionary<JsonValueKind, string>
    {
        [JsonValueKind.String] = "\"7\"",
        [JsonValueKind.Number] = "7",
        [JsonValueKind.True] = "true",
        [JsonValueKind.Object] = """{"gb":7}""",
        [JsonValueKind.Array] = "[7]",
    };

    public static TheoryData<string, string> Properties => Places(path => !path.EndsWith(']'));

    public static TheoryData<string, string> Items => Places(path => path.EndsWith(']'));

    public static TheoryData<string, string, JsonValueKind> WrongTypes
    {
        get
        {
            var cases = new TheoryData<string, string, JsonValueKind>();
            foreach (var fixture in WireFixtures.All)
            {
                foreach (var (path, value) in JsonPlaces.All(fixture.Json).Where(each => each.Value is not null))
                {
                    var right = value!.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : value.GetValueKind();
                    foreach (var wrong in Others.Keys.Where(kind => kind != right))
                    {
                        cases.Add(fixture.Name, path, wrong);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public Task A_missing_field_is_unknown_or_named(string name, string path) => IsUnknownOrNamedAsync(name, path, JsonPlaces.Without);

    [Theory]
    [MemberData(nameof(Properties))]
    public Task A_null_field_is_unknown_or_named(string name, string path) =>
        IsUnknownOrNamedAsync(name, path, (json, at) => JsonPlaces.With(json, at, "null"));

    [Theory]
    [MemberData(nameof(Items))]
    public async Task A_null_in_a_list_is_named(string name, string path)
    {
        var fixture = WireFixtures.Named(name);

        var (_, fault) = await fixture.ReadAsync(JsonPlaces.With(fixture.Json, path, "null"));

        IsNamed(fault, path);
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public async Task A_field_of_a_wrong_type_is_named_if_it_is_read(string name, string path, JsonValueKind wrong)
    {
        var fixture = WireFixtures.Named(name);

        var (value, fault) = await fixture.ReadAsync(JsonPlaces.With(fixture.Json, path, Others[wrong]));

        if (fixture.Fields.Any(field => field.IsTouchedBy(path)))
        {
            IsNamed(fault, path);
        }
        else
        {
            Assert.Null(fault);
            Assert.All(fixture.Fields, field => Assert.Equal(field.Value, field.Of(value!)));
        }
    }

    private static TheoryData<string, string> Places(Func<string, bool> fits)
    {
        var cases = new TheoryData<string, string>();
        foreach (var fixture in WireFixtures.All)
        {
            foreach (var (path, _) in JsonPlaces.All(fixture.Json).Where(each => fits(each.Path)))
            {
                cases.Add(fixture.Name, path);
            }
        }

        return cases;
    }

    private static async Task IsUnknownOrNamedAsync(string name, string path, Func<string, string, string> change)
    {
        var fixture = WireFixtures.Named(name);

        var (value, fault) = await fixture.ReadAsync(change(fixture.Json, path));

        if (fixture.Needed.TryGetValue(path, out var missed))
        {
            IsNamed(fault, missed);
        }
        else
        {
            Assert.Null(fault);
            Assert.All(fixture.Fields, field => Assert.Equal(field.IsIn(path) ? field.Gone : field.Value, field.Of(value!)));
        }
    }

    private static void IsNamed(LmxFault? fault, string path)
    {
        Assert.Equal(LmxFaultKind.Incompatible, fault!.Kind);
        Assert.Equal(path, fault.Field);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }
}
