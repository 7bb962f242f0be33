using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using OptaOps.Core.Fleet;
using OptaOps.Core.Loads;

namespace OptaOps.Core.Benchmarks;

/// <summary>The commands on benchmarks: start, cancel, note, delete. Reading is <see cref="BenchmarkArchive"/>, live progress the board.</summary>
public sealed class BenchmarkQueue
{
    private const int LongestNote = 500;

    private readonly NodeDirectory _nodes;
    private readonly BenchmarkPlanner _planner;
    private readonly BenchmarkStore _store;
    private readonly BenchmarkArchive _archive;
    private readonly LiveBoard _board;
    private readonly BenchmarkEvents _events;
    private readonly LoadCommands _loads;
    private readonly TimeProvider _time;
    private readonly Channel<(int Id, int NodeId)> _ids = Channel.CreateUnbounded<(int, int)>();
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _cancellations = new();

    internal BenchmarkQueue(
        NodeDirectory nodes,
        BenchmarkPlanner planner,
        BenchmarkStore store,
        BenchmarkArchive archive,
        LiveBoard board,
        BenchmarkEvents events,
        LoadCommands loads,
        TimeProvider time) =>
        (_nodes, _planner, _store, _archive, _board, _events, _loads, _time) = (nodes, planner, store, archive, board, events, loads, time);

    internal ChannelReader<(int Id, int NodeId)> Ids => _ids.Reader;

    /// <summary>Checks the request, stores the benchmark as queued and hands it to the worker.</summary>
    public async Task<Outcome<BenchmarkView>> StartAsync(BenchmarkRequest request, CancellationToken cancellationToken)
    {
        if (TooLong(request.Note) is { } refusal)
        {
            return refusal;
        }

        // Reads the node, which may take a while; read again just before each reload.
        if ((await PlanReloadsAsync(request, cancellationToken)).Refusal is { } notSafe)
        {
            return notSafe;
        }

        // The node must not go between the check and the row.
        using var still = await _nodes.HoldStillAsync(cancellationToken);
        var plan = _planner.Plan(request);
        if (plan.Value is not { } planned)
        {
            return plan.Refusal!;
        }

        var row = new BenchmarkRow
        {
            State = BenchmarkState.Queued,
            NodeId = planned.Node.Id,
            NodeName = planned.Node.Name,
            Simulated = planned.Node.Simulated,
            Note = Clean(request.Note),
            ColdStart = planned.ColdStart,
            Seed = RandomNumberGenerator.GetInt32(1, 1_000_000),
            CreatedAt = _time.GetUtcNow(),
            Cells = [.. planned.Cells()],
        };
        await _store.InsertAsync(row, cancellationToken);
        var view = row.ToView([]);
        _board.Queued(view);
        Enqueue(row.Id, row.NodeId);
        return _board.Find(row.Id) ?? view;
    }

    /// <summary>What reloading would do to each model of the request, or why it is not safe now; empty when nothing is reloaded. Nothing is changed.</summary>
    public async Task<Outcome<ReloadPlan[]>> PlanReloadsAsync(BenchmarkRequest request, CancellationToken cancellationToken)
    {
        var plan = _planner.Plan(request);
        return plan.Value is { } planned ? await ReloadsAsync(planned, cancellationToken) : plan.Refusal!;
    }

    /// <summary>Asks a queued or running benchmark to stop; the socket is closed within a second.</summary>
    public async Task<Outcome<BenchmarkView>> CancelAsync(int benchmarkId, CancellationToken cancellationToken)
    {
        var found = await _store.FindAsync(benchmarkId, cancellationToken);
        if (found is null)
        {
            return Unknown(benchmarkId);
        }

        found.Reason = "Cancelled before it began.";
        found.FinishedAt = _time.GetUtcNow();
        found.State = BenchmarkState.Cancelled;
        found.Cells.ForEach(cell => cell.State = CellState.Skipped);
        if (await _store.FinishAsync(found, BenchmarkState.Queued, cancellationToken))
        {
            var cancelled = found.ToView([]);
            _board.Finished(cancelled);
            await _events.EndedAsync(cancelled);
            return cancelled;
        }

        if (_cancellations.TryGetValue(benchmarkId, out var running))
        {
            await running.CancelAsync();
            return _board.Find(benchmarkId) ?? (await _archive.FindAsync(benchmarkId, cancellationToken))!;
        }

        return Refusal.Conflict("benchmarkFinished", $"Benchmark {benchmarkId} has already ended, so there is nothing to cancel.");
    }

    /// <summary>Replaces the note; null or empty removes it.</summary>
    public async Task<Outcome<BenchmarkView>> AnnotateAsync(int benchmarkId, string? note, CancellationToken cancellationToken)
    {
        if (TooLong(note) is { } refusal)
        {
            return refusal;
        }

        if (!await _store.AnnotateAsync(benchmarkId, Clean(note), cancellationToken))
        {
            return Unknown(benchmarkId);
        }

        _board.Annotated(benchmarkId, Clean(note));
        return (await _archive.FindAsync(benchmarkId, cancellationToken))!;
    }

    /// <summary>Deletes a finished benchmark with its runs; a queued or running one is refused. Returns what was deleted.</summary>
    public async Task<Outcome<BenchmarkView>> DeleteAsync(int benchmarkId, CancellationToken cancellationToken)
    {
        if (await _archive.FindAsync(benchmarkId, cancellationToken) is not { } benchmark)
        {
            return Unknown(benchmarkId);
        }

        if (!await _store.DeleteAsync(benchmarkId, cancellationToken))
        {
            return Refusal.Conflict("benchmarkActive", $"Benchmark {benchmarkId} is queued or running. Cancel it first, then delete it.");
        }

        _board.Deleted(benchmarkId);
        return benchmark;
    }

    internal void Enqueue(int benchmarkId, int nodeId) => _ids.Writer.TryWrite((benchmarkId, nodeId));

    /// <summary>Opens the way for <see cref="CancelAsync"/> to a running benchmark.</summary>
    internal CancellationToken Running(int benchmarkId) => _cancellations.GetOrAdd(benchmarkId, _ => new CancellationTokenSource()).Token;

    internal void Ended(int benchmarkId)
    {
        if (_cancellations.TryRemove(benchmarkId, out var source))
        {
            source.Dispose();
        }
    }

    private async Task<Outcome<ReloadPlan[]>> ReloadsAsync(BenchmarkPlan planned, CancellationToken cancellationToken)
    {
        var reloads = new List<ReloadPlan>();
        foreach (var model in planned.ColdStart == ColdStart.Reload ? planned.Models : [])
        {
            var reload = await _loads.PlanReloadAsync(planned.Node.Id, model, cancellationToken);
            if (reload.Value is not { } safe)
            {
                return reload.Refusal!;
            }

            reloads.Add(safe);
        }

        return reloads.ToArray();
    }

    private static Refusal Unknown(int benchmarkId) =>
        Refusal.NotFound("benchmarkNotFound", $"There is no benchmark {benchmarkId}. It may have been deleted; GET /api/v1/benchmarks lists all.");

    private static string? Clean(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();

    private static Refusal? TooLong(string? note) => Clean(note) is { Length: > LongestNote } clean
        ? Refusal.Invalid("noteTooLong", $"The note has {clean.Length} characters. Shorten it to {LongestNote}.")
        : null;
}
