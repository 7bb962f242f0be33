namespace OptaOps.Core;

/// <summary>Why a command was not carried out. Nothing was changed or half-written when one is returned.</summary>
/// <param name="Kind">Decides the HTTP status: invalid 400, not found 404, conflict 409.</param>
/// <param name="Code">Stable camelCase word for scripts, the <c>code</c> of the problem document (design §6).</param>
/// <param name="Message">One sentence for a person that names the field and the cure.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Message)
{
    /// <summary>The fields of the request that are at fault, each with its sentence; empty when it is none of them alone.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public static Refusal Invalid(string code, string message) => new(RefusalKind.Invalid, code, message);

    public static Refusal NotFound(string code, string message) => new(RefusalKind.NotFound, code, message);

    public static Refusal Conflict(string code, string message) => new(RefusalKind.Conflict, code, message);
}

/// <summary>The family of a <see cref="Refusal"/>.</summary>
public enum RefusalKind
{
    /// <summary>The request itself is wrong (400).</summary>
    Invalid,

    /// <summary>What it names does not exist (404).</summary>
    NotFound,

    /// <summary>It cannot be done in the present state (409).</summary>
    Conflict,
}

/// <summary>The value of a command that was carried out, or the reason why it was not; exactly one of the two is set.</summary>
public readonly record struct Outcome<T>
    where T : class
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The result, or null when refused.</summary>
    public T? Value { get; }

    /// <summary>The reason, or null when carried out.</summary>
    public Refusal? Refusal { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
