using OptaOps.Core.Fleet;
using OptaOps.Core.History;

namespace OptaOps.Performance;

/// <summary>
/// A year of a node polled every 5 s, as retention leaves it: hours for all of it, minutes for 30 days, each poll for 48 hours. The older
/// buckets are filled by the code of the roll-up, the newest 48 hours by the roll-up itself. The node has outages, loads, and gaps of the observer.
/// </summary>
internal sealed class YearOfPolls(BigDatabase files, DateTimeOffset now)
{
    private const long EveryMs = 5000;
    private const int Days = 365;
    private readonly long _end = NodeBucketRow.Begin(now.ToUnixTimeMilliseconds(), NodeBucketRow.Hour);

    private long RawFrom => _end - (48 * NodeBucketRow.Hour);

    private long MinutesFrom => _end - (30 * 24 * NodeBucketRow.Hour);

    /// <summary>Returns how many polls the newest 48 hours have and how long their roll-up took, milliseconds.</summary>
    public async Task<(int Polls, double TookMs)> StoreAsync()
    {
        await files.StoreAsync([new NodeRow { Name = BigDatabase.NodeName, Address = "http://127.0.0.1:9", Source = NodeSource.Configuration }]);
        await files.StoreAsync(Gaps());
        await files.StoreAsync([new HistoryMarksRow { RawFromMs = RawFrom, MinutesFromMs = MinutesFrom }]);
        await files.StoreAsync(Hours(_end - (Days * 24 * NodeBucketRow.Hour), RawFrom).SelectMany(Buckets));
        await files.StoreAsync(Hours(RawFrom, _end).SelectMany(Polls));
        var begin = TimeProvider.System.GetTimestamp();
        var polls = await new RollUp(files).RunAsync(CancellationToken.None);
        return (polls, TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
    }

    private static IEnumerable<long> Hours(long from, long to)
    {
        for (var at = from; at < to; at += NodeBucketRow.Hour)
        {
            yield return at;
        }
    }

    private static NodeBucketRow Bucket(IEnumerable<NodeSampleRow> polls, long at, long width)
    {
        var bucket = new NodeBucketRow { NodeId = 1, WidthMs = width, AtMs = at };
        bucket.Add(polls);
        return bucket;
    }

    private static NodeSampleRow Poll(long at)
    {
        var minute = at / NodeBucketRow.Minute;
        var (hour, wave) = (minute / 60, Math.Sin(minute / 240.0));
        var state = (hour % 61, minute % 60) switch
        {
            (7, < 4) => NodeState.Unreachable,
            (30, 20) => NodeState.Busy,
            (45, 11 or 12) => NodeState.Overloaded,
            _ => NodeState.Online,
        };
        var noise = (at / EveryMs * 2654435761 % 1000) / 1000.0;
        return new NodeSampleRow
        {
            NodeId = 1,
            TakenAtMs = at,
            CoversMs = EveryMs,
            State = state,
            PollLatencyMs = state == NodeState.Online ? 3 + (5 * noise) + (noise > 0.995 ? 60 : 0) : null,
            MemoryTotalGb = state == NodeState.Online ? 512 : null,
            MemoryUsedGb = state == NodeState.Online ? (hour / 24 % 9 == 4 ? 16 : 187.9) + (6 * wave) + noise : null,
            InFlight = state == NodeState.Online ? (int)(4.4 * noise * Math.Max(0, wave)) : null,
            UptimeSeconds = state == NodeState.Online ? at / 1000.0 % 864_000 : null,
        };
    }

    private IEnumerable<object> Buckets(long hour)
    {
        var polls = Polls(hour).Cast<NodeSampleRow>().ToArray();
        if (polls.Length > 0)
        {
            yield return Bucket(polls, hour, NodeBucketRow.Hour);
        }

        if (hour >= MinutesFrom)
        {
            foreach (var minute in polls.GroupBy(poll => NodeBucketRow.Begin(poll.TakenAtMs, NodeBucketRow.Minute)))
            {
                yield return Bucket(minute, minute.Key, NodeBucketRow.Minute);
            }
        }
    }

    private IEnumerable<object> Polls(long hour) => Enumerable.Range(0, (int)(NodeBucketRow.Hour / EveryMs)).Select(n => hour + (n * EveryMs))
        .Where(at => !Own().Any(gap => at >= gap.From && at < gap.To)).Select(Poll);

    private IEnumerable<object> Gaps() => Own().Select(gap => new ObserverGapRow { FromMs = gap.From, ToMs = gap.To, Reason = gap.Reason });

    /// <summary>Off for three days half a year ago, asleep for 42 minutes last night, late in between.</summary>
    private IEnumerable<(long From, long To, ObserverGapReason Reason)> Own()
    {
        yield return (_end - (180 * 24 * NodeBucketRow.Hour), _end - (177 * 24 * NodeBucketRow.Hour), ObserverGapReason.Off);
        yield return (_end - (12 * 24 * NodeBucketRow.Hour), _end - ((12 * 24 * NodeBucketRow.Hour) - (9 * NodeBucketRow.Hour)), ObserverGapReason.Off);
        yield return (_end - (9 * NodeBucketRow.Hour), _end - (9 * NodeBucketRow.Hour) + (42 * NodeBucketRow.Minute), ObserverGapReason.Asleep);
    }
}
