using System.Globalization;
using System.Text.Json;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

public sealed class NumberTests
{
    public static TheoryData<string, string, string> EveryWayToWriteSeven
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var (fixture, number) in Numbers())
            {
                cases.AddRange(new[] { "7", "7.0", "0.7e1" }.Select(text => (fixture.Name, number.Path, text)).ToArray());
            }

            return cases;
        }
    }

    public static TheoryData<string, string, string> WhatNoFieldCanHold
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var (fixture, number) in Numbers())
            {
                string[] texts = number.Value switch
                {
                    int => ["-1", "1.5", "2147483648", "1e300", "1e999"],
                    DateTimeOffset => ["-1", "253402300800", "1e300", "1e999"],
                    _ => ["1e999", "-1e999"],
                };
                cases.AddRange(texts.Select(text => (fixture.Name, number.Path, text)).ToArray());
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(EveryWayToWriteSeven))]
    public async Task A_whole_number_and_a_float_are_the_same(string name, string path, string text)
    {
        var fixture = WireFixtures.Named(name);

        var (value, fault) = await fixture.ReadAsync(JsonPlaces.With(fixture.Json, path, text));

        Assert.Null(fault);
        var read = fixture.Fields.Single(field => field.Path == path).Of(value!);
        Assert.Equal(7.0, read is DateTimeOffset time ? (time - DateTimeOffset.UnixEpoch).TotalSeconds : Convert.ToDouble(read, CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(WhatNoFieldCanHold))]
    public async Task A_number_out_of_range_is_named(string name, string path, string text)
    {
        var fixture = WireFixtures.Named(name);

        var (_, fault) = await fixture.ReadAsync(JsonPlaces.With(fixture.Json, path, text));

        Assert.Equal(LmxFaultKind.Incompatible, fault!.Kind);
        Assert.Equal(path, fault.Field);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("-0.01")]
    public async Task A_model_of_0_gb_has_unknown_memory(string text)
    {
        var fixture = WireFixtures.Named("admin/models");

        var (value, _) = await fixture.ReadAsync(JsonPlaces.With(fixture.Json, "loaded[0].memory_gb", text));

        Assert.Null(((ModelList)value!).Loaded.Single().MemoryGb);
    }

    [Fact]
    public async Task Nothing_in_flight_is_0_and_not_unknown()
    {
        var fixture = WireFixtures.Named("admin/status");

        var (value, _) = await fixture.ReadAsync(JsonPlaces.With(fixture.Json, "in_flight_requests", "0"));

        Assert.Equal(0, ((ServerStatus)value!).InFlight);
    }

    private static IEnumerable<(WireFixture Fixture, WireField Field)> Numbers() =>
        from fixture in WireFixtures.All
        from place in JsonPlaces.All(fixture.Json)
        where place.Value?.GetValueKind() == JsonValueKind.Number
        from field in fixture.Fields
        where field.Path == place.Path
        select (fixture, field);
}
