namespace OptaOps.Core.Fleet;

/// <summary>
/// How old each group of values is. A value turns stale by itself after two intervals in which it should have come, and is kept; time
/// in which a measurement holds polls back does not count.
/// </summary>
/// <param name="Answer">Any answer at all, and the answer time.</param>
/// <param name="Status">Uptime, slots and requests in flight.</param>
/// <param name="Memory">The node's memory.</param>
/// <param name="Models">Which models there are.</param>
/// <param name="ModelDetails">Memory, context length, batching, readiness and requests of each model.</param>
public sealed record NodeAges(LiveAge? Answer, LiveAge? Status, LiveAge? Memory, LiveAge? Models, LiveAge? ModelDetails)
{
    /// <summary>Models are read more seldom than the rest (contract §9).</summary>
    internal static readonly TimeSpan ModelsEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    internal static NodeAges Of(NodeSnapshot node, DateTimeOffset now)
    {
        var models = node.PollEvery > ModelsEvery ? node.PollEvery : ModelsEvery;
        return new NodeAges(
            Age(node.AsOf, node.PollEvery),
            Age(node.StatusAsOf, node.PollEvery),
            Age(node.Memory?.AsOf, node.PollEvery),
            Age(node.ModelsAsOf, models),
            Age(node.ModelDetailsAsOf, models));

        LiveAge? Age(DateTimeOffset? asOf, TimeSpan every)
        {
            if (asOf is not { } at)
            {
                return null;
            }

            var askedSince = node.Gate?.FreeSince is { } free && free > at ? free : at;
            var stale = (node.Gate?.Measuring?.Since ?? now) - askedSince > (2 * every) + Grace;
            return new LiveAge(at, Math.Max(0, (long)(now - at).TotalMilliseconds), stale);
        }
    }
}

/// <summary>The age of a value at the moment of the view.</summary>
/// <param name="AsOf">Arrival of the newest answer that carried it.</param>
/// <param name="AgeMs">Milliseconds since then.</param>
/// <param name="Stale">True when it should have come again since.</param>
public sealed record LiveAge(DateTimeOffset AsOf, long AgeMs, bool Stale);
