using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary>What an error answer says, whichever of the five shapes of contract §1.1 it has.</summary>
/// <param name="Message">Cleaned and shortened; empty when nothing was said.</param>
/// <param name="Code">The node's code, cleaned and shortened; null in all shapes but E3.</param>
/// <param name="Status">Top-level <c>status</c>, by which <c>/readyz</c> tells its 503 from load shedding.</param>
public sealed record LmxErrorBody(string Message, string? Code, string? Status)
{
    public static LmxErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Plain(body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate or broken UTF-8 inside valid JSON.
            return Plain(body);
        }
    }

    private static LmxErrorBody Read(JsonElement root)
    {
        var status = Text(root, "status");
        if (root.TryGetProperty("error", out var error))
        {
            return error.ValueKind == JsonValueKind.Object
                ? new(UntrustedText.Shorten(Text(error, "message") ?? ""), Text(error, "code") is { } code ? UntrustedText.Shorten(code) : null, status)
                : new(UntrustedText.Shorten(error.ToString()), null, status);
        }

        if (!root.TryGetProperty("detail", out var detail))
        {
            return new(UntrustedText.Shorten(Text(root, "reason") ?? Text(root, "message") ?? ""), null, status);
        }

        var first = detail.ValueKind == JsonValueKind.Array && detail.GetArrayLength() > 0 ? detail[0] : detail;
        return new(UntrustedText.Shorten((first.ValueKind == JsonValueKind.Object ? Text(first, "msg") : null) ?? first.ToString()), null, status);
    }

    private static LmxErrorBody Plain(ReadOnlyMemory<byte> body) => new(StrangerWords.Text(body.Span), null, null);

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
