using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Six common words at the very front of a prompt, so that no prefix cache has seen it. Drawn from a hash of the benchmark's stored
/// seed and the place of the run, so that the record can be reproduced.
/// </summary>
internal static class Nonce
{
    /// <summary>Characters a nonce usually takes.</summary>
    public const int About = 36;

    private static readonly string[] Words =
    [
        "river", "stone", "apple", "cloud", "green", "table", "music", "paper", "light", "ocean", "bread", "chair", "dream", "field", "glass", "horse",
        "house", "island", "jacket", "kitchen", "lemon", "market", "mirror", "morning", "needle", "number", "orange", "pencil", "people", "planet", "pocket", "question",
        "rabbit", "school", "season", "shadow", "silver", "sister", "spring", "street", "summer", "sunday", "teacher", "thunder", "ticket", "tower", "travel", "valley",
        "village", "violin", "walnut", "water", "weather", "window", "winter", "wonder", "yellow", "autumn", "basket", "bridge", "butter", "candle", "carpet", "castle",
    ];

    /// <param name="seed">Of the benchmark.</param>
    /// <param name="benchmarkId">Keeps two benchmarks of one seed apart.</param>
    /// <param name="place">Cell, and the run too where each run has a prompt of its own.</param>
    public static string Draw(int seed, int benchmarkId, string place)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{benchmarkId}/{place}"));
        var words = Enumerable.Range(0, 6).Select(i => Words[BinaryPrimitives.ReadUInt16LittleEndian(hash.AsSpan(i * 2)) % Words.Length]);
        var text = string.Join(' ', words);
        return string.Concat(char.ToUpperInvariant(text[0]), text[1..], ".");
    }
}
