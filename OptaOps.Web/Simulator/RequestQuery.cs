using System.Globalization;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>Reading the query of a request and the 422 answers of its validation.</summary>
internal static class RequestQuery
{
    /// <summary>Null when it is missing or empty.</summary>
    public static string? Text(LmxExchange exchange, string name) =>
        exchange.Http.Request.Query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    public static bool Flag(LmxExchange exchange, string name) => Text(exchange, name)?.ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON";

    /// <summary>An optional number; adds a fault when it is none.</summary>
    public static double? Number(LmxExchange exchange, string name, bool whole, JsonArray faults)
    {
        if (Text(exchange, name) is not { } text)
        {
            return null;
        }

        var style = whole ? NumberStyles.Integer : NumberStyles.Float;
        if (double.TryParse(text, style, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var (type, kind, read) = whole ? ("int_parsing", "integer", "an integer") : ("float_parsing", "number", "a number");
        faults.Add(RequestBody.Fault(type, ["query", name], $"Input should be a valid {kind}, unable to parse string as {read}", text));
        return null;
    }
}
