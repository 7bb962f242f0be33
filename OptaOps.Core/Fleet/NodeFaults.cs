namespace OptaOps.Core.Fleet;

/// <summary>What is wrong with one field of a node.</summary>
/// <param name="Field">As the API spells it: <c>name</c>, <c>address</c>, <c>adminKey</c>, <c>inferenceKey</c>.</param>
/// <param name="Sentence">Begins with the field's name in the configuration and ends with the cure. Never has a key in it.</param>
internal sealed record NodeFault(string Field, string Sentence);

/// <summary>The rules for a node's definition, the same for the configuration, the API and the form.</summary>
internal static class NodeFaults
{
    private const int LongestName = 80;

    public static IEnumerable<NodeFault> Of(string? name, string? address, string? adminKey, string? inferenceKey)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            yield return new("name", "Name is empty or longer than 80 characters. Give the node a short name.");
        }
        else if (name.Any(char.IsControl))
        {
            yield return new("name", "Name has a character that cannot be shown. Type it again.");
        }

        if (AddressFault(address) is { } fault)
        {
            yield return new("address", fault);
        }

        foreach (var (field, word, value) in new[] { ("adminKey", "AdminKey", adminKey), ("inferenceKey", "InferenceKey", inferenceKey) })
        {
            if (value?.Any(character => character is < '!' or > '~') == true)
            {
                yield return new(field, $"{word} has a blank or a character that is not ASCII; LMX cannot take such a key. Copy it again.");
            }
        }
    }

    /// <summary>Scheme, host and port, as they are compared; null when the address is not sound.</summary>
    public static Uri? Authority(string? address) =>
        AddressFault(address) is null ? new Uri(new Uri(address!).GetLeftPart(UriPartial.Authority)) : null;

    private static string? AddressFault(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return $"Address \"{UntrustedText.Shorten(address ?? "")}\" is not an http address. Write it like http://mono512.local:1234.";
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.AbsolutePath is not ("/" or ""))
        {
            return $"Address has more than scheme, host and port. Write it like {uri.Scheme}://{uri.Host}:{uri.Port}; keys go into AdminKey and InferenceKey.";
        }

        return MetadataAddresses.Has(uri.Host)
            ? "Address is where a cloud keeps the secrets of its machines; no node is there. Name the node's own address."
            : null;
    }
}
