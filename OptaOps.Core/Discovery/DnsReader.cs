using System.Buffers.Binary;
using System.Text;

namespace OptaOps.Core.Discovery;

/// <summary>Reads a packet that anyone on the network may have made: never behind its end, never around in a circle, never throws.</summary>
internal ref struct DnsReader(ReadOnlySpan<byte> packet)
{
    private const int LongestName = 255;
    private readonly ReadOnlySpan<byte> _packet = packet;

    public int Position { get; private set; }

    public bool TryByte(out int value) => TryNumber(1, out value);

    public bool TryUInt16(out int value) => TryNumber(2, out value);

    public bool TrySkip(int bytes)
    {
        if (bytes < 0 || bytes > _packet.Length - Position)
        {
            return false;
        }

        Position += bytes;
        return true;
    }

    public bool TryBytes(int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        var begin = Position;
        if (!TrySkip(length))
        {
            return false;
        }

        bytes = _packet.Slice(begin, length);
        return true;
    }

    /// <summary>A name, compressed or not. A pointer must lead back to before where the present part began, so that it comes to an end.</summary>
    public bool TryName(out DnsName name)
    {
        name = new DnsName([]);
        var labels = new List<string>();
        var (at, begin, length, end) = (Position, Position, 0, -1);
        while (at < _packet.Length)
        {
            var head = _packet[at];
            if (head >= 0xC0)
            {
                if (at + 1 >= _packet.Length)
                {
                    return false;
                }

                var target = ((head & 0x3F) << 8) | _packet[at + 1];
                end = end < 0 ? at + 2 : end;
                if (target >= begin)
                {
                    return false;
                }

                (at, begin) = (target, target);
            }
            else if (head == 0)
            {
                Position = end < 0 ? at + 1 : end;
                name = new DnsName(labels);
                return true;
            }
            else
            {
                length += head + 1;
                if (head > 63 || length > LongestName || at + 1 + head > _packet.Length)
                {
                    return false;
                }

                labels.Add(Encoding.UTF8.GetString(_packet.Slice(at + 1, head)));
                at += 1 + head;
            }
        }

        return false;
    }

    private bool TryNumber(int bytes, out int value)
    {
        var read = TryBytes(bytes, out var raw);
        value = !read ? 0 : bytes == 1 ? raw[0] : BinaryPrimitives.ReadUInt16BigEndian(raw);
        return read;
    }
}
