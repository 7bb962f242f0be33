using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>Error answers in no known shape, or in a known one with a place broken: always a fault with its status, never an exception.</summary>
public sealed class OddErrorBodyTests
{
    private static readonly string[] Shapes =
    [
        """{"detail":"text"}""",
        """{"detail":[{"type":"missing","loc":["body",0],"msg":"Field required","input":null}]}""",
        """{"error":{"message":"text","type":"t","param":"model","code":"model_not_found"}}""",
        """{"error":"text"}""",
        """{"status":"unavailable","reason":"no models loaded"}""",
    ];

    private static readonly string[] Values =
    [
        "null", "7", "true", "\"\"", "[]", "[null]", "[[]]", "{}", """{"message":[1]}""", """{"msg":7}""", "\"SURROGATE\"",
    ];

    public static TheoryData<string> Bodies =>
    [
        "", "null", "7", "\"text\"", "[]", "{}", "{", "{\"error\":", "<html>", "\0\0\0", "{\"\\ud800\":1}", new string('[', 100),
    ];

    public static TheoryData<string> Broken =>
    [
        .. Shapes.SelectMany(shape => JsonPlaces.All(shape).SelectMany(place =>
            Values.Select(value => JsonPlaces.With(shape, place.Path, value)).Append(place.Path.EndsWith(']') ? shape : JsonPlaces.Without(shape, place.Path))))
            .Select(body => body.Replace("SURROGATE", "\\ud800", StringComparison.Ordinal)).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    [MemberData(nameof(Broken))]
    public async Task An_odd_body_is_a_fault_with_its_status(string body)
    {
        await using var line = LmxLine.Answering(body, 500);

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal(LmxFaultKind.HttpError, fault.Kind);
        Assert.Equal(500, fault.Status);
        Assert.StartsWith("/admin/status answered 500.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_byte_inside_good_json_is_no_exception()
    {
        await using var line = LmxLine.Answering(HttpAnswer.Of([.. "{\"detail\":\""u8, 0xFF, .. "\"}"u8], 500, "application/json"));

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal((LmxFaultKind.HttpError, 500), (fault.Kind, fault.Status));
    }
}
