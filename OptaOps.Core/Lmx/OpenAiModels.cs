namespace OptaOps.Core.Lmx;

/// <summary><c>GET /v1/models</c> (contract §5.7): on LMX the loaded models only, without the embedding model.</summary>
public sealed record OpenAiModels(IReadOnlyList<OpenAiModel> Models)
{
    /// <exception cref="LmxFormatException">No list, or an item without an id.</exception>
    internal static OpenAiModels Read(LmxJson json) =>
        new([.. (json.Objects("data") ?? throw json.Missing("data")).Select(OpenAiModel.Read).Where(model => model.OwnedBy != "local-embedding")]);
}

/// <param name="CreatedAt">On LMX the load, in whole seconds; other servers put anything there. Null when missing.</param>
/// <param name="OwnedBy"><c>local</c> on LMX; other servers name themselves.</param>
/// <param name="ContextLength">Tokens; only vLLM tells it. Null when missing.</param>
public sealed record OpenAiModel(string Id, DateTimeOffset? CreatedAt, string? OwnedBy, int? ContextLength)
{
    internal static OpenAiModel Read(LmxJson json) =>
        new(json.Text("id") is { Length: > 0 } id ? id : throw json.Missing("id"), json.UnixTime("created"), json.Text("owned_by"), json.Count("max_model_len"));
}
