using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>JSON text as LMX's Python writes it: compact raw UTF-8 for answers, spaced and escaped for stream chunks (contract §5.2).</summary>
internal static class PythonJson
{
    public static string Compact(JsonNode? node) => Write(node, new Form(",", ":", Escapes: false));

    public static string Spaced(JsonNode? node) => Write(node, new Form(", ", ": ", Escapes: true));

    /// <summary>A Python float: whole numbers keep their <c>.0</c>.</summary>
    public static JsonNode Float(double value, int decimals = 6)
    {
        var text = Math.Round(value, decimals).ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text)!;
    }

    private static string Write(JsonNode? node, Form form)
    {
        var text = new StringBuilder();
        Append(text, node, form);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, Form form)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendAll(text, '{', '}', form, members, member =>
                {
                    AppendString(text, member.Key, form);
                    text.Append(form.Colon);
                    Append(text, member.Value, form);
                });
                break;
            case JsonArray items:
                AppendAll(text, '[', ']', form, items, item => Append(text, item, form));
                break;
            case var value when value.GetValueKind() == JsonValueKind.String:
                AppendString(text, value.GetValue<string>(), form);
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, Form form, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : form.Comma);
            append(item);
            first = false;
        }

        text.Append(close);
    }

    private static void AppendString(StringBuilder text, string value, Form form)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => AppendEscape(text, character),
                > '~' when form.Escapes => AppendEscape(text, character),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }

    private static StringBuilder AppendEscape(StringBuilder text, char character) =>
        text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");

    private sealed record Form(string Comma, string Colon, bool Escapes);
}
