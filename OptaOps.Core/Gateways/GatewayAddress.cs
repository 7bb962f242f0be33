namespace OptaOps.Core.Gateways;

/// <summary>Reads what people write as name and address of a gateway; each fault goes on after the name of the field.</summary>
internal static class GatewayAddress
{
    private const int LongestName = 80;

    public static string? NameFault(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > LongestName ? $"is empty or longer than {LongestName} characters. Give the gateway a short name." : null;

    /// <summary>Scheme, host and port; or why not.</summary>
    public static (Uri? Address, string? Fault) Read(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return (null, $"\"{UntrustedText.Shorten(text)}\" is not an http address. Write it like http://mono512.local:19001.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.AbsolutePath is not ("/" or ""))
        {
            return (null, $"has more than scheme, host and port. Write it like {uri.Scheme}://{uri.Host}:{uri.Port}; no secret is needed.");
        }

        return MetadataAddresses.Has(uri.DnsSafeHost)
            ? (null, "is a metadata address of a cloud, which OptaOps never calls. Write the address of the gateway's machine.")
            : (new Uri(uri.GetLeftPart(UriPartial.Authority)), null);
    }
}
