using System.Collections.Concurrent;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>
/// Stores one sample a poll. A figure that this poll did not bring is null, whatever the board still shows. Each sample says which time it
/// stands for, so that a node that answers late is told from one that nobody asked.
/// </summary>
internal sealed class NodeSamples(SampleWriter samples, ObserverWatch observer, TimeProvider time) : IPollListener
{
    /// <summary>No probe of a sick node takes longer; a longer time between two samples was not watched.</summary>
    private static readonly TimeSpan LongestProbe = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, long> _takenMs = [];

    public async Task PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken)
    {
        var told = next.StatusAsOf != last.StatusAsOf && next.StatusAsOf is not null;
        var memory = told && next.Memory?.AsOf == next.StatusAsOf ? next.Memory : null;
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var sample = new NodeSampleRow
        {
            NodeId = next.Node.Id,
            TakenAtMs = nowMs,
            CoversMs = await CoversAsync(next, nowMs, cancellationToken),
            State = next.State,
            PollLatencyMs = next.AsOf != last.AsOf ? next.AnswerMs : null,
            MemoryTotalGb = memory?.TotalGb,
            MemoryUsedGb = memory?.UsedGb,
            InFlight = told ? next.InFlight : null,
            UptimeSeconds = told ? next.UptimeSeconds : null,
        };
        await samples.WriteAsync(sample, cancellationToken);
    }

    private async ValueTask<long> CoversAsync(NodeSnapshot next, long nowMs, CancellationToken cancellationToken)
    {
        var everyMs = (long)next.PollEvery.TotalMilliseconds;
        var before = _takenMs.TryGetValue(next.Node.Id, out var taken) ? (long?)taken : null;
        _takenMs[next.Node.Id] = nowMs;
        if (before is not { } beforeMs || nowMs <= beforeMs)
        {
            return everyMs;
        }

        var since = nowMs - beforeMs;
        if (since <= (2 * everyMs) + 1000)
        {
            return since;
        }

        if (next.Gate?.FreeSince?.ToUnixTimeMilliseconds() > beforeMs)
        {
            await samples.WriteAsync(
                new ObserverGapRow { NodeId = next.Node.Id, FromMs = beforeMs, ToMs = nowMs - everyMs, Reason = ObserverGapReason.Measuring }, cancellationToken);
            return everyMs;
        }

        return observer.HasGapSince(beforeMs) || since > everyMs + LongestProbe.TotalMilliseconds ? everyMs : since;
    }
}
