namespace OptaOps.Core.Benchmarks;

/// <summary>States of a benchmark (design §4). Completed even when runs failed; failed only when it could not go on.</summary>
public enum BenchmarkState
{
    Queued,
    Running,
    Completed,
    Cancelled,
    Failed,
    Interrupted,
}

/// <summary>States of a cell, one model × scenario.</summary>
public enum CellState
{
    Queued,
    Running,
    Completed,

    /// <summary>Ended early because its model gave two engine errors; a third would quarantine it on LMX.</summary>
    Stopped,
    Skipped,
}

/// <summary>States of a run, one measured request.</summary>
public enum RunState
{
    Running,
    Ok,
    Failed,
    Cancelled,
    Interrupted,
}

/// <summary>Why a run failed; set only when it did.</summary>
public enum FailureCode
{
    ConnectFailed,
    Unauthorized,
    ModelNotFound,
    Overloaded,
    ServerBusy,
    EngineError,
    EmptyOutput,
    CutStream,
    Stalled,
    MalformedStream,
    HttpError,
    Timeout,
}

/// <summary>Marks on a run that a reader must know of; they never change its figures.</summary>
public enum RunFlag
{
    /// <summary>
    /// Ended before <c>max_tokens</c>, or gave so few pieces that it may have; counts for TTFT and decode rate, not for total and end-to-end rate.
    /// </summary>
    StoppedEarly,

    /// <summary>The stream ended while the model was still reasoning.</summary>
    ReasoningOnly,

    /// <summary>The node's counters do not prove that the run was alone.</summary>
    ForeignTraffic,

    /// <summary>OptaOps itself may have been late, or a connection was made inside the clock.</summary>
    ObserverLag,

    /// <summary>Half of the answer's four-word sequences or more had been said before: see <see cref="OutputSanity"/>.</summary>
    Repetitive,

    /// <summary>A fifth of the answer's words or more are no words: see <see cref="OutputSanity"/>.</summary>
    Garbled,

    /// <summary>Streams waited for a slot or the adaptive limit had shrunk: the round's total is not what batching gives.</summary>
    Throttled,

    /// <summary>Belongs to a benchmark that went on after an interruption.</summary>
    Resumed,
}

/// <summary>What was warm when a run began (design §4). <see cref="FirstAfterLoad"/> and <see cref="FirstAfterIdle"/> are *cold* on screen.</summary>
public enum Temperature
{
    FirstAfterLoad,
    FirstAfterIdle,

    /// <summary>Warm model, prompt not seen since the load.</summary>
    Warm,

    /// <summary>Warm model, the same prompt was seen since the load.</summary>
    WarmCached,

    /// <summary>Proof is missing.</summary>
    Unknown,
}

/// <summary>Where <c>outputTokens</c> comes from; first rule that holds (design §4).</summary>
public enum TokenCountSource
{
    /// <summary>Pieces = max_tokens, so both bounds meet.</summary>
    Exact,

    /// <summary>Streamed usage of a server recognised as not LMX.</summary>
    Usage,

    /// <summary>One unstreamed request per distinct prompt whose text is the same.</summary>
    Calibrated,

    /// <summary>Pieces of text; shown as pieces/s, never as tok/s.</summary>
    Pieces,
}

/// <summary>What a benchmark does about cold starts.</summary>
public enum ColdStart
{
    /// <summary>Nothing is loaded or unloaded.</summary>
    AsFound,

    /// <summary>Each model is unloaded and loaded again before its first runs, as it was loaded before.</summary>
    Reload,
    Load,
}

/// <summary>Which runs of a cell share a nonce and so a prompt.</summary>
public enum PromptMode
{
    /// <summary>All runs of a cell: the second and later ones find it in the prefix cache, if there is one.</summary>
    SameInCell,

    /// <summary>None: every run brings a prompt that was never seen.</summary>
    Unique,

    /// <summary>Two runs one after the other: new, then cached; their difference is what the prefix cache gives.</summary>
    Pairs,
}
