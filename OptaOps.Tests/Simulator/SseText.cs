using System.Text.Json.Nodes;

namespace OptaOps.Tests.Simulator;

/// <summary>Takes a finished stream apart without the product's own reader.</summary>
internal static class SseText
{
    public static IReadOnlyList<string> Data(string stream) =>
    [
        .. stream.Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .Select(line => line[6..]),
    ];

    /// <summary>The non-empty pieces of a delta's field.</summary>
    public static IReadOnlyList<string> Pieces(string stream, string field = "content") =>
    [
        .. Data(stream).Where(data => data != "[DONE]")
            .Select(data => (JsonNode.Parse(data)!["choices"] as JsonArray)?.FirstOrDefault()?["delta"]?[field]?.GetValue<string>())
            .OfType<string>()
            .Where(text => text.Length > 0),
    ];

    public static string Content(string stream) => string.Concat(Pieces(stream));
}
