using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OptaOps.Core.Gateways;

/// <summary>Reads what came for <c>/healthz</c>, <c>/readyz</c> and on the socket. A status code alone proves nothing: a page may answer 200 to everything.</summary>
internal static partial class GatewayAnswers
{
    private const int MostReasons = 8;

    public static HealthAnswer Health(HttpReply answer)
    {
        var live = answer is { Outcome: HttpOutcome.Answered, Status: 200, MediaType: "application/json" }
            && Parse(answer.Body) is { ValueKind: JsonValueKind.Object } body
            && Is(body, "ok", JsonValueKind.True) && Text(body, "status") == "live";
        var title = answer.MediaType == "text/html" ? Title(answer.Body) : null;
        var said = live ? "healthz" : answer.Outcome == HttpOutcome.Answered ? $"healthz gave {Given(answer)}" : $"healthz: {answer.Problem}";
        return new(answer.Outcome, live, answer.Status, answer.Server, title, said, answer.TookMs);
    }

    public static ReadyAnswer Ready(HttpReply answer)
    {
        if (answer is not { Outcome: HttpOutcome.Answered, Status: 200 or 503, MediaType: "application/json" } || Parse(answer.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            var problem = answer.Outcome == HttpOutcome.Answered ? $"gave {Given(answer)}" : answer.Problem;
            return new(null, [], $"readyz: {problem}", answer.TookMs);
        }

        bool? ready = Is(body, "ready", JsonValueKind.True) ? true : Is(body, "ready", JsonValueKind.False) ? false : null;
        return new(ready, Failing(body), ready switch { true => "readyz", false => "not ready", null => "readyz does not tell" }, answer.TookMs);
    }

    public static bool IsChallenge(ReadOnlySpan<byte> message) =>
        Parse(message.ToArray()) is { ValueKind: JsonValueKind.Object } body && Text(body, "type") == "event" && Text(body, "event") == "connect.challenge";

    private static string Given(HttpReply answer) => $"{answer.Status} {UntrustedText.Shorten(answer.MediaType ?? "without a type")}";

    private static IReadOnlyList<string> Failing(JsonElement body) => body.TryGetProperty("failing", out var failing) && failing.ValueKind == JsonValueKind.Array
        ? [.. failing.EnumerateArray().Take(MostReasons).Select(each => UntrustedText.Shorten(each.ValueKind == JsonValueKind.String ? Decoded(each) ?? "unreadable" : each.GetRawText()))]
        : [];

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Is(JsonElement body, string name, JsonValueKind kind) => body.TryGetProperty(name, out var value) && value.ValueKind == kind;

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Decoded(value) : null;

    /// <summary>Null for half a character or broken UTF-8 within sound JSON.</summary>
    private static string? Decoded(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Title(byte[] html) => TitlePattern().Match(Encoding.UTF8.GetString(html)) is { Success: true } match
        && UntrustedText.Shorten(match.Groups[1].Value) is { Length: > 0 } title ? title : null;

    [GeneratedRegex("<title[^>]{0,100}>([^<]{1,300})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TitlePattern();
}
