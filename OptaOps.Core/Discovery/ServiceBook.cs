using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OptaOps.Core.Discovery;

/// <summary>Puts the records of many answers together: type to instance, instance to host and port, host to address. Bounded, whoever sends.</summary>
internal sealed class ServiceBook(DnsName service)
{
    private const int MostEntries = 500;
    private const int MostFound = 100;
    private readonly List<DnsName> _instances = [];
    private readonly Dictionary<string, ServiceRecord> _services = [];
    private readonly Dictionary<string, IPAddress> _addresses = [];
    private readonly HashSet<string> _strangers = [];

    public void Add(IEnumerable<DnsRecord> records)
    {
        foreach (var record in records)
        {
            switch (record)
            {
                case PointerRecord pointer when pointer.Name.Key == service.Key && _instances.Count < MostFound && _instances.All(each => each.Key != pointer.Target.Key):
                    _instances.Add(pointer.Target);
                    break;
                case ServiceRecord place when place.Port > 0 && _services.Count < MostEntries:
                    _services[place.Name.Key] = place;
                    break;
                // The first one stands: LMX announces one, and nobody later shall lead it elsewhere.
                case AddressRecord address when IsOfAHost(address.Address) && _addresses.Count < MostEntries:
                    _addresses.TryAdd(address.Name.Key, address.Address);
                    break;
                case TextRecord text when _strangers.Count < MostEntries && text.Notes.Any(note => note.StartsWith("service=", StringComparison.OrdinalIgnoreCase) && note != "service=opta-lmx"):
                    _strangers.Add(text.Name.Key);
                    break;
            }
        }
    }

    /// <summary>What can be asked so far.</summary>
    /// <param name="nameIsEnough">Without an address record the host's own name is taken; with one the address is better, since that name may be wrong (contract §2.6).</param>
    public IReadOnlyList<FoundServer> Found(bool nameIsEnough)
    {
        var found = new List<FoundServer>();
        foreach (var instance in _instances.Where(each => !_strangers.Contains(each.Key)))
        {
            if (_services.GetValueOrDefault(instance.Key) is { } place
                && (_addresses.GetValueOrDefault(place.Target.Key)?.ToString() ?? (nameIsEnough ? place.Target.ToString() : null)) is { } host
                && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4)
            {
                found.Add(new FoundServer(NameOf(instance), string.Create(CultureInfo.InvariantCulture, $"http://{host}:{place.Port}")));
            }
        }

        return [.. found.DistinctBy(each => each.Address)];
    }

    private static string NameOf(DnsName instance)
    {
        var name = UntrustedText.Shorten(instance.Labels.Count > 0 ? instance.Labels[0] : "");
        return name.EndsWith(".local", StringComparison.OrdinalIgnoreCase) ? name[..^6] : name;
    }

    private static bool IsOfAHost(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [> 0 and < 224, ..];
}
