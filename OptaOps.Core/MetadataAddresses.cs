using System.Net;

namespace OptaOps.Core;

/// <summary>Where clouds hand out secrets to whoever can ask from inside. No node and no gateway is there, so OptaOps never calls them.</summary>
internal static class MetadataAddresses
{
    private const string Name = "metadata.google.internal";

    private static readonly IPAddress[] All =
        [IPAddress.Parse("169.254.169.254"), IPAddress.Parse("169.254.170.2"), IPAddress.Parse("100.100.100.200"), IPAddress.Parse("fd00:ec2::254")];

    /// <summary>An IPv4 address within IPv6 counts as itself.</summary>
    public static bool Has(IPAddress address) => Array.Exists(All, each => each.Equals(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    /// <param name="host">A name, with or without the root's dot, or an address, with or without brackets.</param>
    public static bool Has(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address)
        ? Has(address)
        : host.TrimEnd('.').Equals(Name, StringComparison.OrdinalIgnoreCase);
}
