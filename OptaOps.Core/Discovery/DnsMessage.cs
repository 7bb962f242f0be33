using System.Net;
using System.Text;

namespace OptaOps.Core.Discovery;

/// <summary>The two messages of a search: our question, and answers of whoever hears it (RFC 1035, RFC 6762).</summary>
internal static class DnsMessage
{
    private const int Pointer = 12, Text = 16, Address = 1, Service = 33, Internet = 1;
    private const int MostRecords = 256;
    private const int MostNotes = 32;

    /// <summary>"Who offers this service?" From a port other than 5353 it is answered to us alone (RFC 6762 §6.7).</summary>
    public static byte[] Question(DnsName service) => [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. service.ToBytes(), 0, Pointer, 0x80, Internet];

    /// <summary>The records of an answer; none when it is no answer or any part of it is broken.</summary>
    public static IReadOnlyList<DnsRecord> Read(ReadOnlySpan<byte> packet)
    {
        var reader = new DnsReader(packet);
        if (!reader.TrySkip(2) || !reader.TryUInt16(out var flags) || (flags & 0x8000) == 0
            || !reader.TryUInt16(out var questions) || !reader.TryUInt16(out var answers) || !reader.TryUInt16(out var authorities) || !reader.TryUInt16(out var others)
            || questions > MostRecords || answers + authorities + others > MostRecords)
        {
            return [];
        }

        for (var i = 0; i < questions; i++)
        {
            if (!reader.TryName(out _) || !reader.TrySkip(4))
            {
                return [];
            }
        }

        var records = new List<DnsRecord>();
        for (var i = 0; i < answers + authorities + others; i++)
        {
            if (!TryRecord(ref reader, out var record))
            {
                return [];
            }

            if (record is not null)
            {
                records.Add(record);
            }
        }

        return records;
    }

    /// <param name="record">Null for a type that does not matter, and for a goodbye.</param>
    private static bool TryRecord(ref DnsReader reader, out DnsRecord? record)
    {
        record = null;
        if (!reader.TryName(out var name) || !reader.TryUInt16(out var type) || !reader.TryUInt16(out var kind)
            || !reader.TryUInt16(out var lifeHigh) || !reader.TryUInt16(out var lifeLow) || !reader.TryUInt16(out var length))
        {
            return false;
        }

        var begin = reader.Position;
        if ((kind & 0x7FFF) == Internet && (lifeHigh | lifeLow) != 0 && !TryData(ref reader, name, type, length, out record))
        {
            return false;
        }

        return reader.Position <= begin + length && reader.TrySkip(begin + length - reader.Position);
    }

    private static bool TryData(ref DnsReader reader, DnsName name, int type, int length, out DnsRecord? record)
    {
        record = null;
        switch (type)
        {
            case Pointer:
                if (!reader.TryName(out var instance))
                {
                    return false;
                }

                record = new PointerRecord(name, instance);
                return true;
            case Service:
                if (!reader.TrySkip(4) || !reader.TryUInt16(out var port) || !reader.TryName(out var host))
                {
                    return false;
                }

                record = new ServiceRecord(name, host, port);
                return true;
            case Address:
                if (length != 4 || !reader.TryBytes(4, out var address))
                {
                    return false;
                }

                record = new AddressRecord(name, new IPAddress(address));
                return true;
            case Text:
                return TryNotes(ref reader, name, length, out record);
            default:
                return true;
        }
    }

    private static bool TryNotes(ref DnsReader reader, DnsName name, int length, out DnsRecord? record)
    {
        record = null;
        var notes = new List<string>();
        var end = reader.Position + length;
        while (reader.Position < end)
        {
            if (!reader.TryByte(out var size) || !reader.TryBytes(size, out var note))
            {
                return false;
            }

            if (notes.Count < MostNotes)
            {
                notes.Add(Encoding.UTF8.GetString(note));
            }
        }

        record = new TextRecord(name, notes);
        return true;
    }
}
