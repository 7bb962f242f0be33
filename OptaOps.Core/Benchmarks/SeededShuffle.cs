namespace OptaOps.Core.Benchmarks;

/// <summary>A Fisher–Yates shuffle over SplitMix64: the same seed gives the same order on every platform and runtime version.</summary>
internal sealed class SeededShuffle(int seed)
{
    private ulong _state = (ulong)seed;

    public void Apply<T>(T[] items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = (int)(Next() % (ulong)(last + 1));
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
