namespace OptaOps.Core.Lmx;

/// <summary>Where an LMX server listens and the keys it takes (contract §1.2, §1.3). <see cref="ToString"/> never shows a key.</summary>
/// <param name="Address">Scheme, host and port only.</param>
/// <param name="AdminKey">Sent as <c>X-Admin-Key</c>; null for none.</param>
/// <param name="InferenceKey">Sent as Bearer; null means that the admin key, if any, serves <c>/v1</c> too.</param>
public sealed record LmxEndpoint(Uri Address, string? AdminKey, string? InferenceKey)
{
    private const string Hidden = "•••";
    private const int ShortestPart = 4;

    /// <summary>Which keys there are, never what they are.</summary>
    public string KeysInWords => (AdminKey, InferenceKey) switch
    {
        (null, null) => "no key",
        (_, null) => "admin key set",
        (null, _) => "inference key set",
        _ => "admin key and inference key set",
    };

    public override string ToString() => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>What a node said, without our keys in it: an echo of our request must not show them, not even cut off where the text ends.</summary>
    internal string WithoutKeys(string said) => Without(Without(said, AdminKey), InferenceKey);

    private static string Without(string said, string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return said;
        }

        var clean = said.Replace(key, Hidden, StringComparison.Ordinal);
        var cut = clean.LastIndexOf('…');
        for (var length = Math.Min(key.Length - 1, cut); length >= ShortestPart; length--)
        {
            if (clean.AsSpan(0, cut).EndsWith(key.AsSpan(0, length), StringComparison.Ordinal))
            {
                return $"{clean[..(cut - length)]}{Hidden}{clean[cut..]}";
            }
        }

        return clean;
    }
}
