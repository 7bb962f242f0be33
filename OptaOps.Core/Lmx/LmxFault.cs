namespace OptaOps.Core.Lmx;

/// <summary>What kind of thing went wrong with a call to a node. Told apart because each has another cause and cure (contract §1, §2.3).</summary>
public enum LmxFaultKind
{
    /// <summary>Nothing listens on the port.</summary>
    Refused,

    /// <summary>No connection within 3 s.</summary>
    ConnectTimeout,

    /// <summary>The host name cannot be resolved here.</summary>
    NameNotFound,

    /// <summary>TLS on one side, plain text on the other; or a certificate that is not trusted.</summary>
    TlsMismatch,

    /// <summary>The connection broke before the answer was complete.</summary>
    ConnectionLost,

    /// <summary>Connected, but no answer in time: a load may block the whole server.</summary>
    TimedOut,

    /// <summary>403: the admin key.</summary>
    Forbidden,

    /// <summary>401: the inference key.</summary>
    Unauthorized,

    /// <summary>404: an older server, or, with a code, the model.</summary>
    NotFound,

    /// <summary>503 with load shedding.</summary>
    Overloaded,

    /// <summary>503 of <c>/readyz</c>: nothing is loaded.</summary>
    NoModel,

    /// <summary>503 of a llama.cpp server while its model loads.</summary>
    Loading,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>Any other status.</summary>
    HttpError,

    /// <summary>The answer is not JSON at all.</summary>
    WrongService,

    /// <summary>The answer is JSON that does not fit the contract.</summary>
    Incompatible,
}

/// <summary>Why a call to a node gave no value.</summary>
/// <param name="Message">A sentence; may quote the node, cleaned, shortened and without our keys.</param>
/// <param name="Status">HTTP status, or null when there was no answer.</param>
/// <param name="Code">The node's own error code (contract §4.4), or null.</param>
/// <param name="Field">The field that does not fit, as a path like <c>loaded[0].memory_gb</c>; null otherwise.</param>
public sealed record LmxFault(LmxFaultKind Kind, string Message, int? Status = null, string? Code = null, string? Field = null)
{
    /// <summary>What a person can do about it, in a sentence; null when nothing is known that helps.</summary>
    public string? Cure { get; init; }

    /// <summary>What the answering software calls itself in its <c>Server</c> header, cleaned; null when it does not.</summary>
    public string? Speaker { get; init; }

    /// <summary>Seconds after which the node wants to be asked again, from <c>Retry-After</c>; null when it does not say.</summary>
    public double? RetryAfterSeconds { get; init; }

    /// <summary>True for a 403 of a policy hook (contract §1.4), which no key opens.</summary>
    public bool ByPolicy { get; init; }
}

/// <summary>The value of a call, or why there is none; exactly one is set.</summary>
/// <param name="NodeTime">The node's own clock, from the <c>Date</c> header; null without an answer.</param>
/// <param name="TookMs">From sending to the complete answer or the fault, milliseconds.</param>
public sealed record LmxAnswer<T>(T? Value, LmxFault? Fault, DateTimeOffset? NodeTime, double TookMs)
    where T : class;
