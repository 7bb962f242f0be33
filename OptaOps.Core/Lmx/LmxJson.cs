using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary>A field that does not fit the contract.</summary>
public sealed class LmxFormatException : Exception
{
    public LmxFormatException()
        : this("?", "is not readable")
    {
    }

    public LmxFormatException(string message)
        : this("?", message)
    {
    }

    public LmxFormatException(string message, Exception innerException)
        : base(message, innerException) => Field = "?";

    public LmxFormatException(string field, string problem)
        : base($"{field} {problem}") => Field = field;

    /// <summary>Path of the field.</summary>
    public string Field { get; }
}

/// <summary>
/// Reads an answer leniently where the contract is loose (missing, null, int for float, unknown fields) and strictly where it is not:
/// a value of the wrong type is an <see cref="LmxFormatException"/> that names its field, never a silent 0.
/// </summary>
public readonly struct LmxJson(JsonElement element, string path)
{
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <exception cref="LmxFormatException">Not an object.</exception>
    public static LmxJson Root(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object ? new(root, "") : throw new LmxFormatException("the answer", "is not a JSON object");

    /// <summary>For the one answer that is a bare list of objects.</summary>
    /// <exception cref="LmxFormatException">No list, or an item that is no object.</exception>
    public static IReadOnlyList<LmxJson> RootList(JsonElement root) => root.ValueKind == JsonValueKind.Array
        ? [.. root.EnumerateArray().Select((item, i) => item.ValueKind == JsonValueKind.Object ? new LmxJson(item, $"[{i}]") : throw Wrong($"[{i}]", "an object", item))]
        : throw new LmxFormatException("the answer", "is not a JSON list");

    /// <summary>The first of the names that is present and not null, as text; null otherwise.</summary>
    public string? Text(params ReadOnlySpan<string> names) =>
        Find(names, out var value, out var at) ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(at, "a string", value) : null;

    /// <summary>A finite number, int or float alike.</summary>
    public double? Number(params ReadOnlySpan<string> names) =>
        Find(names, out var value, out var at)
            ? value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(at, "a number", value)
            : null;

    /// <summary>A whole number; 4.0 is 4.</summary>
    public int? Count(params ReadOnlySpan<string> names)
    {
        if (!Find(names, out var value, out var at))
        {
            return null;
        }

        var isWhole = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number is >= 0 and <= int.MaxValue && Math.Floor(number) == number;
        return isWhole ? (int)value.GetDouble() : throw Wrong(at, "a whole number", value);
    }

    public bool? Flag(string name) =>
        Find([name], out var value, out var at)
            ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw Wrong(at, "true or false", value) }
            : null;

    /// <summary>Unix seconds, int or float; 0 is what servers send for "not known" and so null.</summary>
    public DateTimeOffset? UnixTime(string name) => Number(name) switch
    {
        null or 0 => null,
        > 0 and < 253_402_300_799 and var seconds => DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)),
        _ => throw new LmxFormatException(At(name), "is no time"),
    };

    public LmxJson? Object(string name) =>
        Find([name], out var value, out var at) ? value.ValueKind == JsonValueKind.Object ? new(value, at) : throw Wrong(at, "an object", value) : null;

    /// <summary>An object word for word, to be sent back as it came; null when it is missing, null or empty.</summary>
    public string? Verbatim(params ReadOnlySpan<string> names) =>
        Find(names, out var value, out var at)
            ? value.ValueKind != JsonValueKind.Object ? throw Wrong(at, "an object", value) : value.GetPropertyCount() == 0 ? null : value.GetRawText()
            : null;

    /// <summary>The items of an array of objects; null when the field is missing or null.</summary>
    public IReadOnlyList<LmxJson>? Objects(string name)
    {
        if (Items(name) is not { } items)
        {
            return null;
        }

        var at = At(name);
        return [.. items.Select((item, i) =>
            item.ValueKind == JsonValueKind.Object ? new LmxJson(item, $"{at}[{i}]") : throw Wrong($"{at}[{i}]", "an object", item))];
    }

    /// <summary>The items of an array of strings; null when the field is missing or null.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Items(name) is not { } items)
        {
            return null;
        }

        var at = At(name);
        return [.. items.Select((item, i) => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong($"{at}[{i}]", "a string", item))];
    }

    public LmxFormatException Missing(string name) => new(At(name), "is missing");

    private static LmxFormatException Wrong(string at, string wanted, JsonElement value) =>
        new(at, $"should be {wanted} but is {UntrustedText.Shorten(value.GetRawText())}");

    private IEnumerable<JsonElement>? Items(string name) =>
        Find([name], out var value, out var at) ? value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(at, "an array", value) : null;

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private bool Find(ReadOnlySpan<string> names, out JsonElement value, out string at)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                at = At(name);
                return true;
            }
        }

        (value, at) = (default, "");
        return false;
    }
}
