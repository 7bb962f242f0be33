using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>Reading a POST body and the 422 answers of LMX's validation (contract §1.1, E2).</summary>
internal static class RequestBody
{
    public static async Task<string> ReadAsync(LmxExchange exchange)
    {
        using var reader = new StreamReader(exchange.Http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(exchange.Gone);
    }

    /// <summary>Unreadable JSON is refused even before the key is looked at; a missing content type makes the body a mere string.</summary>
    public static bool TryParse(LmxExchange exchange, string text, out JsonArray fault)
    {
        fault = [];
        if (exchange.Http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            fault.Add(Fault("model_attributes_type", ["body"], "Input should be a valid dictionary or object to extract fields from", text));
            return false;
        }

        try
        {
            if (JsonNode.Parse(text) is JsonObject body)
            {
                exchange.Body = body;
                return true;
            }

            fault.Add(Fault("model_attributes_type", ["body"], "Input should be a valid dictionary or object to extract fields from", text));
        }
        catch (JsonException error)
        {
            var broken = Fault("json_invalid", ["body", error.BytePositionInLine ?? 0], "JSON decode error", new JsonObject());
            broken["ctx"] = new JsonObject { ["error"] = "Expecting value" };
            fault.Add(broken);
        }

        return false;
    }

    /// <summary>A required text that is missing or no text.</summary>
    public static void RequireText(JsonObject body, string name, JsonArray faults)
    {
        if (body[name] is not { } value)
        {
            faults.Add(Fault("missing", ["body", name], "Field required", body.DeepClone()));
        }
        else if (value.GetValueKind() != JsonValueKind.String)
        {
            faults.Add(Fault("string_type", ["body", name], "Input should be a valid string", value.DeepClone()));
        }
    }

    /// <summary>An optional number outside its range.</summary>
    public static void Limit(JsonObject body, string name, double least, double most, JsonArray faults)
    {
        if (body[name] is not { } value)
        {
            return;
        }

        if (value.GetValueKind() != JsonValueKind.Number)
        {
            faults.Add(Fault("float_type", ["body", name], "Input should be a valid number", value.DeepClone()));
        }
        else if (value.GetValue<double>() is var number && (number < least || number > most))
        {
            var (type, word, bound) = number < least ? ("greater_than_equal", "greater", least) : ("less_than_equal", "less", most);
            var text = $"Input should be {word} than or equal to {bound.ToString(CultureInfo.InvariantCulture)}";
            faults.Add(Fault(type, ["body", name], text, value.DeepClone()));
        }
    }

    /// <summary>The text under a name; null when it is missing or no text.</summary>
    public static string? Text(JsonObject body, string name) =>
        body[name] is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool Flag(JsonObject? body, string name) => body?[name] is { } value && value.GetValueKind() == JsonValueKind.True;

    public static double? Number(JsonObject? body, string name) =>
        body?[name] is { } value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;

    public static JsonObject Fault(string type, JsonArray location, string message, JsonNode? input) =>
        new() { ["type"] = type, ["loc"] = location, ["msg"] = message, ["input"] = input };
}
