using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

/// <summary>
/// A node as it truly is, in memory: what is warm is known here and nowhere else. It tells of itself only what LMX would, on a clock of its
/// own: whole seconds, counts at the begin of a request, the last use at its begin.
/// </summary>
internal sealed class NodeModel(FakeTimeProvider time, TimeSpan skew, bool hasKey)
{
    private readonly List<(Loaded Model, DateTimeOffset Until)> _running = [];
    private DateTimeOffset _startedAt = time.GetUtcNow();

    public Dictionary<string, Loaded> Models { get; } = [];

    /// <summary>When a poll last saw requests in flight, as our timestamp.</summary>
    public long? BusySeenAt { get; private set; }

    public void Load(string id)
    {
        Models.Remove(id);
        Pass(TimeSpan.FromSeconds(1.7));
        Models[id] = new Loaded(id, time.GetUtcNow());
    }

    public void Restart()
    {
        var ids = Models.Keys.ToArray();
        _running.Clear();
        _startedAt = time.GetUtcNow();
        foreach (var id in ids)
        {
            Load(id);
        }
    }

    /// <summary>Somebody's request, ours or not; the truth about it is told at its begin.</summary>
    public Temperature Begin(string id, string prompt, TimeSpan takes)
    {
        var model = Models[id];
        var truth = model.Count == 0 ? Temperature.FirstAfterLoad
            : time.GetUtcNow() - model.UsedUntil >= TimeSpan.FromSeconds(TemperatureJudge.ColdAfterIdleSeconds) ? Temperature.FirstAfterIdle
            : model.Prompts.Contains(prompt) ? Temperature.WarmCached : Temperature.Warm;
        model.Count++;
        model.LastUsedAt = time.GetUtcNow();
        model.UsedUntil = time.GetUtcNow() + takes;
        model.Prompts.Add(prompt);
        _running.Add((model, model.UsedUntil));
        return truth;
    }

    /// <summary>Time goes by under the eyes of a poll every five seconds.</summary>
    public void Pass(TimeSpan span)
    {
        var end = time.GetUtcNow() + span;
        while (time.GetUtcNow() < end)
        {
            var step = end - time.GetUtcNow();
            time.Advance(step < TimeSpan.FromSeconds(5) ? step : TimeSpan.FromSeconds(5));
            BusySeenAt = InFlight > 0 ? time.GetTimestamp() : BusySeenAt;
        }
    }

    public NodeCounters? Read()
    {
        var now = time.GetUtcNow() + skew;
        var models = Models.Values.Select(model => hasKey
            ? new ModelCounters(model.Id, model.LoadedAt + skew, model.Count, model.LastUsedAt + skew, null, null, null)
            : new ModelCounters(model.Id, Cut(model.LoadedAt + skew), null, null, null, null, null));
        return new NodeCounters([.. models], hasKey ? (time.GetUtcNow() - _startedAt).TotalSeconds : null, hasKey ? InFlight : null, 4, Cut(now), time.GetTimestamp());
    }

    private int InFlight => _running.Count(request => request.Until > time.GetUtcNow() && Models.ContainsValue(request.Model));

    private static DateTimeOffset Cut(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    internal sealed class Loaded(string id, DateTimeOffset at)
    {
        public string Id { get; } = id;

        public DateTimeOffset LoadedAt { get; } = at;

        public int Count { get; set; }

        public DateTimeOffset LastUsedAt { get; set; } = at;

        public DateTimeOffset UsedUntil { get; set; } = at;

        public HashSet<string> Prompts { get; } = [];
    }
}
