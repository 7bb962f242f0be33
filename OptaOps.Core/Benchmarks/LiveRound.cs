using System.Collections.Immutable;

namespace OptaOps.Core.Benchmarks;

/// <summary>The progress of the streams of a round as one picture: arrivals of all of them after the first t0.</summary>
internal sealed class LiveRound(IReadOnlyList<RunRow> runs, int maxTokens, TimeProvider time)
{
    /// <summary>Room for pieces beyond the planned tokens, so that nothing grows inside the clock.</summary>
    private const int Spare = 16;

    public IReadOnlyList<RunProgress> Streams { get; } = [.. runs.Select(_ => new RunProgress(maxTokens + Spare))];

    public LiveRun View()
    {
        var sent = Streams.Select(stream => stream.SentAt).ToArray();
        var begin = sent.Where(at => at != 0).DefaultIfEmpty(0).Min();
        var atMs = Streams.Count == 1 ? Streams[0].AtMs.ToImmutableArray() : Together(sent, begin);
        return new LiveRun(
            runs[0].N,
            runs[0].Model,
            runs[0].Scenario,
            runs[0].Round,
            runs.Count,
            maxTokens * runs.Count,
            DateTimeOffset.FromUnixTimeMilliseconds(runs[0].StartedAtMs),
            atMs.IsEmpty ? null : atMs[0],
            atMs,
            begin == 0 ? 0 : time.GetElapsedTime(begin).TotalMilliseconds);
    }

    private ImmutableArray<double> Together(long[] sent, long begin)
    {
        var all = new List<double>();
        foreach (var (stream, at) in Streams.Zip(sent).Where(each => each.Second != 0))
        {
            var offset = time.GetElapsedTime(begin, at).TotalMilliseconds;
            all.AddRange(stream.AtMs.ToArray().Select(arrival => arrival + offset));
        }

        all.Sort();
        return [.. all];
    }
}
