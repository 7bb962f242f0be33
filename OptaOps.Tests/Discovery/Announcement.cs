using System.Text;

namespace OptaOps.Tests.Discovery;

/// <summary>Packets of an mDNS responder, written from RFC 1035 apart from the reader; names are compressed as responders do.</summary>
internal static class Announcement
{
    public const string Type = "_opta-lmx._tcp.local";

    /// <summary>What LMX sends (contract §2.6): PTR, SRV, TXT and A.</summary>
    public static byte[] Of(string instance, string host, int port, byte[]? address, string note = "service=opta-lmx")
    {
        byte[] type = Name(Type);
        byte[] toType = [0xC0, 12];
        byte[] name = [.. Label(instance), .. toType];
        byte[] target = Name(host);
        List<byte[]> records =
        [
            Record(type, 12, name),
            Record(name, 33, [0, 0, 0, 0, (byte)(port >> 8), (byte)port, .. target]),
            Record(name, 16, [.. Label("path=/.well-known/opta-lmx"), .. Label(note)]),
        ];
        if (address is not null)
        {
            records.Add(Record(target, 1, address));
        }

        return [0, 0, 0x84, 0, 0, 0, 0, (byte)records.Count, 0, 0, 0, 0, .. records.SelectMany(record => record)];
    }

    public static byte[] Name(string dotted) => [.. dotted.Split('.').SelectMany(Label), 0];

    public static byte[] Record(byte[] name, int type, byte[] data) =>
        [.. name, 0, (byte)type, 0x80, 1, 0, 0, 0, 120, (byte)(data.Length >> 8), (byte)data.Length, .. data];

    private static byte[] Label(string label) => [(byte)Encoding.UTF8.GetByteCount(label), .. Encoding.UTF8.GetBytes(label)];
}
