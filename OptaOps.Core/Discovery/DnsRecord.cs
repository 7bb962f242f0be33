using System.Net;

namespace OptaOps.Core.Discovery;

/// <summary>A resource record of one of the four types that say where a service is.</summary>
internal abstract record DnsRecord(DnsName Name);

/// <summary>From a service type to one of its instances.</summary>
internal sealed record PointerRecord(DnsName Name, DnsName Target) : DnsRecord(Name);

/// <summary>From an instance to host and port.</summary>
internal sealed record ServiceRecord(DnsName Name, DnsName Target, int Port) : DnsRecord(Name);

/// <summary>Notes of an instance.</summary>
internal sealed record TextRecord(DnsName Name, IReadOnlyList<string> Notes) : DnsRecord(Name);

/// <summary>From a host to an IPv4 address.</summary>
internal sealed record AddressRecord(DnsName Name, IPAddress Address) : DnsRecord(Name);
