using System.Net;
using System.Text.Json;

namespace OptaOps.Core.Benchmarks;

/// <summary>A chat request that was refused before any stream began (contract §1.1, §5.1), as a failure.</summary>
internal static class ChatRefusal
{
    private const int MostBytes = 64 * 1024;

    public static RunFailure Read(HttpStatusCode status, Stream body)
    {
        var bytes = new byte[MostBytes];
        var text = UntrustedText.Shorten(bytes.AsSpan(0, body.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        var (code, message) = Parse(bytes) is var (parsedCode, parsedMessage) ? (parsedCode, parsedMessage) : (null, text);
        var said = string.IsNullOrEmpty(message) ? "" : $": {UntrustedText.Shorten(message)}";
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new(FailureCode.Unauthorized, $"The node refused the inference key ({(int)status}){said}"),
            HttpStatusCode.NotFound when code == "model_not_found" => new(FailureCode.ModelNotFound, $"The model is not loaded any more (404){said}"),
            HttpStatusCode.ServiceUnavailable when code == "overloaded" => new(FailureCode.Overloaded, $"The node sheds load, its memory is full (503){said}"),
            HttpStatusCode.TooManyRequests => new(FailureCode.ServerBusy, $"The node has no free slot or limits requests (429){said}"),
            HttpStatusCode.InternalServerError => new(FailureCode.EngineError, $"The node failed inside (500){said}"),
            _ => new(FailureCode.HttpError, $"The node answered {(int)status}{said}"),
        };
    }

    private static (string? Code, string? Message)? Parse(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes.AsSpan().TrimEnd((byte)0));
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (root.TryGetProperty("error", out var error))
            {
                return error.ValueKind == JsonValueKind.Object ? (Text(error, "code"), Text(error, "message")) : (null, error.ToString());
            }

            return root.TryGetProperty("detail", out var detail) ? (null, detail.ToString()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
