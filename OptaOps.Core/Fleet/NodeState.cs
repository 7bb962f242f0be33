namespace OptaOps.Core.Fleet;

/// <summary>The nine states of a node (design §5). Never conflated; each comes with a reason in a sentence.</summary>
public enum NodeState
{
    /// <summary>The first answer is awaited.</summary>
    Checking,

    /// <summary>Answers and has at least one model loaded.</summary>
    Online,

    /// <summary>Answers, nothing is loaded.</summary>
    NoModel,

    /// <summary>Connects, but two answers running were later than max(3 s, poll interval): a load blocks the whole server.</summary>
    Busy,

    /// <summary>503 with load shedding (contract §1.5).</summary>
    Overloaded,

    /// <summary>403 on admin or 401 on inference endpoints; the reason names the key.</summary>
    Unauthorized,

    /// <summary>Refused, connect not done in 3 s, or name not found; the reason tells which.</summary>
    Unreachable,

    /// <summary>Something that is no inference server answers on the port.</summary>
    WrongService,

    /// <summary>An answer does not fit the contract; the reason names the field.</summary>
    Incompatible,
}

/// <summary>What software a node runs; null while unknown. Only <see cref="Lmx"/> has an admin API.</summary>
public enum NodeKind
{
    Lmx,
    LlamaCpp,
    Vllm,
    LmStudio,
    Ollama,
    OpenAi,
}
