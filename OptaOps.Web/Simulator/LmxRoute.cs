namespace OptaOps.Web.Simulator;

/// <param name="Path">May hold <c>{id}</c> once, which matches any text, slashes too.</param>
/// <param name="Unshed">Answers under memory pressure too.</param>
/// <param name="Newer">Not there on a server of an old version.</param>
internal sealed record LmxRoute(string Method, string Path, LmxKey Key, Func<LmxExchange, Task> AnswerAsync, bool Unshed = false, bool Newer = false)
{
    private const string Id = "{id}";

    private readonly string[] _parts = Path.Split(Id);

    public bool Matches(string path) => _parts is [var before, var after]
        ? path.Length > before.Length + after.Length
            && path.StartsWith(before, StringComparison.Ordinal)
            && path.EndsWith(after, StringComparison.Ordinal)
        : path == Path;

    /// <summary>What stands at <c>{id}</c>; empty when the route has none.</summary>
    public string IdIn(string path) => _parts is [var before, var after] ? path[before.Length..^after.Length] : "";
}

internal enum LmxKey
{
    None,
    Admin,

    /// <summary>The admin key, which may stand in the query instead of a header.</summary>
    AdminInQuery,
    Inference,
}
