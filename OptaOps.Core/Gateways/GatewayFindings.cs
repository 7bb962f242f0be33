namespace OptaOps.Core.Gateways;

/// <summary>What one check met, rung by rung, before it is judged. A rung that was not asked is null.</summary>
/// <param name="SpeaksTls">True when a port that was addressed plainly gave a certificate.</param>
/// <param name="Challenge">The newest answer of the socket, perhaps of an earlier check; its age stands in the ladder.</param>
internal sealed record GatewayFindings(PortAnswer Port, HealthAnswer? Health = null, ReadyAnswer? Ready = null, bool SpeaksTls = false, ChallengeAnswer? Challenge = null);

internal enum PortOutcome
{
    Open,
    Refused,
    TimedOut,
    NameNotFound,
    Unreachable,
    Forbidden,
}

internal sealed record PortAnswer(PortOutcome Outcome, string Said, double? TookMs);

internal enum HttpOutcome
{
    /// <summary>A whole answer, whatever it says.</summary>
    Answered,

    /// <summary>No byte in time.</summary>
    Silent,

    /// <summary>Some bytes, but not all in time.</summary>
    Unfinished,

    /// <summary>The connection was closed before the answer was whole.</summary>
    HungUp,

    NotHttp,

    /// <summary>More than a gateway ever says.</summary>
    TooLarge,

    TlsFailed,
}

/// <summary>What a GET gave.</summary>
/// <param name="Server">The <c>Server</c> header, cleaned; null without one.</param>
/// <param name="Problem">What went wrong, cleaned; empty when answered.</param>
internal sealed record HttpReply(HttpOutcome Outcome, int? Status, string? MediaType, string? Server, byte[] Body, string Problem, double? TookMs);

/// <summary>L1 as judged.</summary>
/// <param name="IsLive">200, JSON, <c>ok:true</c>, <c>status:"live"</c>.</param>
/// <param name="Title">Title of a page that came instead; null otherwise. Cleaned.</param>
internal sealed record HealthAnswer(HttpOutcome Outcome, bool IsLive, int? Status, string? Server, string? Title, string Said, double? TookMs);

/// <summary>L2 as judged.</summary>
/// <param name="Ready">Null when the answer does not tell.</param>
/// <param name="Failing">What it waits for, cleaned; empty when it does not tell.</param>
internal sealed record ReadyAnswer(bool? Ready, IReadOnlyList<string> Failing, string Said, double? TookMs);

/// <summary>L3 as judged.</summary>
/// <param name="IsProven">The challenge came.</param>
/// <param name="Refusal">Reason of a close with 1008, cleaned; null when it was not closed so.</param>
internal sealed record ChallengeAnswer(bool IsProven, string? Refusal, string Said, double? TookMs);
