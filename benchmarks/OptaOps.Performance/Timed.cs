namespace OptaOps.Performance;

/// <summary>How long something took, each time.</summary>
/// <param name="AtMost">Budget of the design for the p95, milliseconds; null for none.</param>
internal sealed record Timed(string What, double FirstMs, IReadOnlyList<double> Ms, double? AtMost)
{
    private const int Times = 20;

    public static string Header =>
        """
        | what | first, ms | p50 / p95 of those after it, ms | at most, ms | |
        |---|--:|--:|--:|---|
        """;

    public bool IsMet => !(At(0.95) > AtMost);

    public string Row => FormattableString.Invariant(
        $"| {What}, {Ms.Count} more | {FirstMs:0.0} | {At(0.5):0.0} / {At(0.95):0.0} | {(AtMost is { } most ? FormattableString.Invariant($"{most:0}") : "—")} | {(AtMost is null ? "" : IsMet ? "met" : "missed")} |");

    public static async Task<Timed> OfAsync(string what, double? atMost, Func<Task> work, int times = Times)
    {
        var first = await OnceAsync(work);
        List<double> more = [];
        for (var i = 0; i < times; i++)
        {
            more.Add(await OnceAsync(work));
        }

        return new(what, first, more, atMost);
    }

    private static async Task<double> OnceAsync(Func<Task> work)
    {
        var begin = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds;
    }

    private double At(double share) => Ms.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(Ms.Count * share) - 1));
}
