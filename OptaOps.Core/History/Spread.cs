namespace OptaOps.Core.History;

/// <summary>What the values of one figure came to. Additive: spreads of parts make the spread of the whole, with its own extremes and mean.</summary>
/// <param name="N">Values; 0 when none was received, and then the other three mean nothing.</param>
public sealed record Spread(int N, double Sum, double Min, double Max)
{
    public static Spread None { get; } = new(0, 0, 0, 0);

    /// <summary>Null without a value.</summary>
    public double? Mean => N == 0 ? null : Sum / N;

    /// <param name="value">Null is no value and changes nothing.</param>
    public Spread With(double? value) => value is { } known ? With(new Spread(1, known, known, known)) : this;

    public Spread With(Spread other) => other.N == 0
        ? this
        : N == 0 ? other : new(N + other.N, Sum + other.Sum, Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}
