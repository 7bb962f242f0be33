namespace OptaOps.Web.Simulator;

/// <summary>A chat request that came to its end, good, failed or cancelled: what LMX counts (contract §3.10).</summary>
/// <param name="Took">From its arrival, so with the wait for a slot.</param>
/// <param name="PromptTokens">An estimate for streams (contract §5.3).</param>
/// <param name="CompletionTokens">Pieces for streams, also of a stream that was cut short.</param>
/// <param name="Client">Null when the request named none.</param>
internal sealed record FinishedRequest(
    string Model, TimeSpan Took, int PromptTokens, int CompletionTokens, bool Streamed, bool Failed, string? Client);
