namespace OptaOps.Web.Simulator;

/// <summary>How a streamed answer looks on the wire. The default is what LMX sends; counts are in tokens from the start of the answer.</summary>
public sealed record StreamShape
{
    public static StreamShape Faithful { get; } = new();

    public int TokensPerPiece { get; init; } = 1;

    /// <summary>The model stops by itself after so many tokens; 0 is an answer without any.</summary>
    public int? EndAfter { get; init; }

    /// <summary>After so many tokens the failure comes as text in the stream: <c>\n\n[Error: …]</c> (contract §5.4).</summary>
    public int? ErrorAfter { get; init; }

    public string ErrorReason { get; init; } = "Stream inference failed: RuntimeError";

    /// <summary>After so many tokens nothing more comes, and the connection stays open.</summary>
    public int? StallAfter { get; init; }

    /// <summary>After so many tokens the connection dies without <c>[DONE]</c>.</summary>
    public int? CutAfter { get; init; }

    /// <summary>A cut ends the body properly instead of breaking the connection.</summary>
    public bool CutCleanly { get; init; }

    /// <summary>After so many tokens comes a data line that is not JSON; then the stream goes on.</summary>
    public int? NonJsonAfter { get; init; }

    /// <summary>After so many tokens comes an <c>error</c> object instead of a chunk; then the stream goes on.</summary>
    public int? ErrorObjectAfter { get; init; }

    /// <summary>Null sends the usage chunk when it was asked for.</summary>
    public bool? Usage { get; init; }

    public bool RoleChunk { get; init; } = true;

    public bool FinalChunk { get; init; } = true;

    /// <summary>After <c>[DONE]</c> the connection stays open and silent.</summary>
    public bool SilenceAfterDone { get; init; }

    public string LineEnd { get; init; } = "\n";

    /// <summary>A comment line before every event.</summary>
    public bool Comments { get; init; }

    public int EventsPerPacket { get; init; } = 1;

    /// <summary>Every event goes out in two packets half a token apart, cut inside a multi-byte character where there is one.</summary>
    public bool SplitEvents { get; init; }

    /// <summary>Chunks hold raw UTF-8 without spaces instead of <c>\uXXXX</c> with spaces.</summary>
    public bool RawUtf8 { get; init; }

    /// <summary>The words to speak, in turn; null speaks endless prose.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>So many tokens first come as reasoning, in <see cref="ReasoningField"/> or between tags.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>
    /// <c>reasoning_content</c> or <c>reasoning</c>; null writes reasoning into the content, closed by a <c>&lt;/think&gt;</c> tag, as LMX does.
    /// </summary>
    public string? ReasoningField { get; init; }

    /// <summary>The opening tag may sit in the prompt and so be missing from the stream (contract §5.2).</summary>
    public bool OpeningThinkTag { get; init; } = true;
}
