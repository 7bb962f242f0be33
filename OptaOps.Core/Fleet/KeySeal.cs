namespace OptaOps.Core.Fleet;

/// <summary>Makes keys of nodes unreadable for whoever sees only the database. The host says how, since Core knows no ASP.NET.</summary>
/// <param name="seal">From a key to what is stored.</param>
/// <param name="open">Back again; null when it cannot be opened, because the ring of keys that sealed it is lost.</param>
public sealed class KeySeal(Func<string, string> seal, Func<string, string?> open)
{
    /// <summary>Null for no key.</summary>
    public string? Seal(string? key) => string.IsNullOrEmpty(key) ? null : seal(key);

    /// <param name="stored">Null for no key.</param>
    /// <param name="lost">True when there is a key that cannot be read.</param>
    public string? Open(string? stored, out bool lost)
    {
        var key = stored is null ? null : open(stored);
        lost = stored is not null && key is null;
        return key;
    }
}
