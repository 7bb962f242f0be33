using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary>Whatever a path of an unknown server answers.</summary>
/// <param name="Json">Null when it is no JSON object.</param>
/// <param name="Text">Cleaned and shortened.</param>
internal sealed record DoorAnswer(JsonElement? Json, string Text)
{
    public static DoorAnswer Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return new DoorAnswer(root.ValueKind == JsonValueKind.Object ? root.Clone() : null, StrangerWords.Text(bytes));
        }
        catch (JsonException)
        {
            return new DoorAnswer(null, StrangerWords.Text(bytes));
        }
    }

    public bool Has(string name) => Json is { } json && json.TryGetProperty(name, out _);

    /// <summary>A text field, cleaned; null when it is missing or no readable text.</summary>
    public string? Said(string name)
    {
        try
        {
            return Json is { } json && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? UntrustedText.Shorten(value.GetString()!)
                : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or broken UTF-8 inside valid JSON.
            return null;
        }
    }
}
