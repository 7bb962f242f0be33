using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;

namespace OptaOps.Core.Loads;

/// <summary>Writes how an attempt ended, with what else changed on the node, and tells its begin and its end as events.</summary>
internal sealed class LoadEnding(LoadRecord record, EventLog events, Latest<FleetBoard> fleet, TimeProvider time)
{
    public Task TellBeginAsync(LoadJob job) => TellAsync(job, "Started", $"{Capital(job)} of {job.Id} on {job.Node.Name} begins.", EventSeverity.Info);

    public async Task EndAsync(LoadJob job, LoadEnd end)
    {
        var row = job.Row;
        var node = fleet.Value.Find(job.Node.Id);
        (row.State, row.Outcome, row.Cure, row.LoadedAt, row.EndedAt) = (end.State, end.Outcome, end.Cure, end.LoadedAt, time.GetUtcNow());
        row.MemoryAfterGb ??= node?.Memory is { } memory && memory.AsOf > row.AskedAt && node.State is NodeState.Online or NodeState.NoModel ? memory.UsedGb : null;
        row.Sentence = $"{end.Sentence}{Took(job, end)}{Gone(job, node)}";
        if (end is { State: LoadState.Done } && row.LoadMs is { } loadMs)
        {
            await record.TimeStayAsync(row.NodeId, row.ModelId, row.AskedAt, loadMs);
        }

        var (word, severity) = end.State switch
        {
            LoadState.Done => ("Ended", EventSeverity.Info),
            LoadState.Failed => ("Failed", EventSeverity.Problem),
            _ => ("Unknown", EventSeverity.Warning),
        };
        await TellAsync(job, word, $"{job.Node.Name}: {row.Sentence}", severity);
        await record.SaveAsync(row);
    }

    private static string Took(LoadJob job, LoadEnd end) => (end.Outcome, job.Row.LoadMs, job.FreedGb) switch
    {
        ("loaded", { } ms, _) => $" It took {LoadWords.Span(ms)}.",
        ("unloaded", _, > 0 and var freed) => $" {LoadWords.Gb(freed)} were freed.",
        _ => "",
    };

    /// <summary>Models that were there before and are not any more: a load may have unloaded them, even one that failed.</summary>
    private static string Gone(LoadJob job, NodeSnapshot? node)
    {
        var gone = node?.Models is { } models && node.ModelsAsOf > job.Row.AskedAt ? job.Others.Except(models.Select(model => model.Id)).ToArray() : [];
        return gone.Length == 0 ? "" : $" No longer loaded: {LoadWords.Models(gone)}.";
    }

    private static string Capital(LoadJob job) => job.Row.Kind switch
    {
        LoadKind.Load => "The load",
        LoadKind.Unload => "The unload",
        _ => "The reload",
    };

    private Task TellAsync(LoadJob job, string word, string sentence, EventSeverity severity) => events.AddAsync(
        new NewEvent(EventTopic.Model, $"{job.Row.Kind.ToString().ToLowerInvariant()}{word}", sentence, severity)
        {
            NodeId = job.Row.NodeId,
            ModelId = job.Row.ModelId,
            BenchmarkId = job.Row.BenchmarkId,
        },
        CancellationToken.None);
}
