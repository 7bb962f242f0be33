namespace OptaOps.Tests.Lmx;

/// <summary>One field of an answer that the client reads.</summary>
/// <param name="Path">As a fault names it, like <c>loaded[0].memory_gb</c>.</param>
/// <param name="Of">What the client made of it.</param>
/// <param name="Value">That, for the full answer.</param>
/// <param name="Gone">That, when the field is missing or null: unknown.</param>
internal sealed record WireField(string Path, Func<object, object?> Of, object? Value, object? Gone = null)
{
    /// <summary>True when a change at the place changes this field: it is the field itself, a part of it, or around it.</summary>
    public bool IsTouchedBy(string place) => IsWithin(Path, place) || IsWithin(place, Path);

    /// <summary>True when the field is the place or lies inside it.</summary>
    public bool IsIn(string place) => IsWithin(Path, place);

    private static bool IsWithin(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] is '.' or '[');
}
