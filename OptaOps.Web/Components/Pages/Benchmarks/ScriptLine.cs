using System.Text.Encodings.Web;
using System.Text.Json;
using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>The curl line that starts the same matrix.</summary>
internal static class ScriptLine
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // The line is copied into a shell, not put into HTML; Blazor encodes what it shows.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Curl(string baseUri, int nodeId, MatrixSelection selection, ColdStart coldStart, string? note)
    {
        var body = JsonSerializer.Serialize(
            new { nodeId, selection.Models, selection.Scenarios, coldStart = coldStart == ColdStart.Reload ? "reload" : null, note = string.IsNullOrWhiteSpace(note) ? null : note.Trim() }, Json);
        return $"""
            curl -X POST {baseUri}api/v1/benchmarks \
              -H 'Content-Type: application/json' \
              -d '{body.Replace("'", "'\\''", StringComparison.Ordinal)}'
            """;
    }
}
