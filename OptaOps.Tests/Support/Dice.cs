namespace OptaOps.Tests.Support;

/// <summary>Numbers that look random and are the same on every machine and in every run.</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15;

    /// <summary>0 to 1.</summary>
    public double Share()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public int Below(int limit) => (int)(Share() * limit);

    public double Between(double low, double high) => low + (Share() * (high - low));

    public bool OneIn(int times) => Below(times) == 0;
}
