using System.IO.Compression;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Arrivals of a run's chunks as one blob: byte 0 is the format version, byte 1 tells whether the rest is deflated, then varints: count,
/// first arrival, median gap, and each gap's zigzag difference to it, all in units of 10 µs (design §3). About one byte a chunk.
/// </summary>
internal static class TimelineCodec
{
    private const byte Version = 1;
    private const byte Plain = 0;
    private const byte Deflated = 1;
    private const double UnitsPerMs = 100;

    public static byte[] Encode(IReadOnlyList<double> atMs)
    {
        var units = atMs.Select(at => (long)Math.Round(at * UnitsPerMs)).ToArray();
        var gaps = units.Zip(units.Skip(1), (earlier, later) => later - earlier).ToArray();
        var median = gaps.Length == 0 ? 0 : gaps.Order().ElementAt(gaps.Length / 2);

        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body);
        writer.Write7BitEncodedInt(units.Length);
        if (units.Length > 0)
        {
            writer.Write7BitEncodedInt64(units[0]);
            writer.Write7BitEncodedInt64(median);
            foreach (var gap in gaps)
            {
                var difference = gap - median;
                writer.Write7BitEncodedInt64((difference << 1) ^ (difference >> 63));
            }
        }

        writer.Flush();
        var plain = body.ToArray();
        var small = Deflate(plain);
        return small.Length < plain.Length ? [Version, Deflated, .. small] : [Version, Plain, .. plain];
    }

    /// <exception cref="InvalidDataException">The blob is of a newer format or damaged.</exception>
    public static IReadOnlyList<double> Decode(byte[] blob)
    {
        if (blob.Length < 2 || blob[0] != Version)
        {
            throw new InvalidDataException($"Timeline format {(blob.Length == 0 ? "none" : blob[0])} is not known to this version of OptaOps.");
        }

        using var stored = new MemoryStream(blob, 2, blob.Length - 2);
        using Stream body = blob[1] == Deflated ? new DeflateStream(stored, CompressionMode.Decompress) : stored;
        using var reader = new BinaryReader(body);
        var atMs = new double[reader.Read7BitEncodedInt()];
        if (atMs.Length == 0)
        {
            return atMs;
        }

        var at = reader.Read7BitEncodedInt64();
        var median = reader.Read7BitEncodedInt64();
        atMs[0] = at / UnitsPerMs;
        for (var i = 1; i < atMs.Length; i++)
        {
            var coded = reader.Read7BitEncodedInt64();
            at += median + ((long)((ulong)coded >> 1) ^ -(coded & 1));
            atMs[i] = at / UnitsPerMs;
        }

        return atMs;
    }

    private static byte[] Deflate(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(plain);
        }

        return target.ToArray();
    }
}
