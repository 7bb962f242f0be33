using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>The commands on a node's models: plan, load, unload, dismiss a result. What is under way is on the <see cref="LoadBoard"/>.</summary>
public sealed class LoadCommands
{
    private readonly LoadPlanner _planner;
    private readonly ReloadPlanner _reloads;
    private readonly LoadRecord _record;
    private readonly LoadRunner _runner;
    private readonly LoadSlots _slots;
    private readonly LoadsUnderWay _underWay;
    private readonly NodeDirectory _nodes;
    private readonly NodeGates _gates;
    private readonly TimeProvider _time;

    internal LoadCommands(
        LoadPlanner planner, ReloadPlanner reloads, LoadRecord record, LoadRunner runner, LoadSlots slots, LoadsUnderWay underWay, NodeDirectory nodes, NodeGates gates, TimeProvider time) =>
        (_planner, _reloads, _record, _runner, _slots, _underWay, _nodes, _gates, _time) = (planner, reloads, record, runner, slots, underWay, nodes, gates, time);

    /// <summary>Reads the node and says what a load or an unload would do, or why it would be refused. Nothing is changed.</summary>
    public async Task<Outcome<LoadPlan>> PlanAsync(LoadKind kind, int nodeId, string? modelId, CancellationToken cancellationToken)
    {
        var planned = await _planner.PlanAsync(kind, nodeId, modelId, cancellationToken);
        return planned.Value is { } value ? value.Plan : planned.Refusal!;
    }

    /// <summary>Reads the node, then sends one load. Never asks for a download.</summary>
    public async Task<Outcome<LoadAttempt>> LoadAsync(int nodeId, LoadWish wish, CancellationToken cancellationToken)
    {
        if (wish.KeepAliveSeconds < 0)
        {
            return Refusal.Invalid("badKeepAlive", "keepAliveSeconds must be 0, which keeps the model for ever, or more. Leave it out to leave it to the node.");
        }

        var planned = await _planner.PlanAsync(LoadKind.Load, nodeId, wish.ModelId, cancellationToken);
        if (planned.Value is not { } load)
        {
            return planned.Refusal!;
        }

        if (load.Plan.CanEvict && !wish.MayEvict)
        {
            return LoadRefusals.WouldEvict(load);
        }

        var request = new LoadRequest(wish.ModelId!) { KeepAliveSeconds = wish.KeepAliveSeconds, Backend = wish.Backend, MemoryEstimateGb = load.Plan.Fit?.EstimateGb };
        return Attempt(await BeginAsync(load.Node, LoadKind.Load, request, load.Survey, load.Plan.UsualMs, null, cancellationToken));
    }

    /// <summary>Reads the node, then sends one unload; requests to the model are cut.</summary>
    public async Task<Outcome<LoadAttempt>> UnloadAsync(int nodeId, string? modelId, CancellationToken cancellationToken)
    {
        var planned = await _planner.PlanAsync(LoadKind.Unload, nodeId, modelId, cancellationToken);
        return planned.Value is { } unload
            ? Attempt(await BeginAsync(unload.Node, LoadKind.Unload, new LoadRequest(modelId!), unload.Survey, null, null, cancellationToken))
            : planned.Refusal!;
    }

    /// <summary>Reads the node and says whether a loaded model can safely be reloaded. Nothing is changed.</summary>
    public async Task<Outcome<ReloadPlan>> PlanReloadAsync(int nodeId, string modelId, CancellationToken cancellationToken) =>
        await _reloads.PlanAsync(nodeId, modelId, cancellationToken);

    /// <summary>One attempt, or null when there is no such number.</summary>
    public Task<LoadAttempt?> FindAsync(int id, CancellationToken cancellationToken) => _record.FindAsync(id, cancellationToken);

    /// <summary>Takes a result off every page; the record keeps it. False when there is none that has ended.</summary>
    public Task<bool> DismissAsync(int id, CancellationToken cancellationToken) => _record.DismissAsync(id, cancellationToken);

    /// <summary>Unloads and loads a model for a benchmark, if that is safe at this moment.</summary>
    internal async Task<Outcome<StartedLoad>> ReloadAsync(Node node, string modelId, int benchmarkId, CancellationToken cancellationToken)
    {
        var planned = await _reloads.PlanAsync(node.Id, modelId, cancellationToken);
        return planned.Value is { } plan
            ? await BeginAsync(node, LoadKind.Reload, plan.Request, plan.Survey, plan.UsualMs, benchmarkId, cancellationToken)
            : planned.Refusal!;
    }

    private static Outcome<LoadAttempt> Attempt(Outcome<StartedLoad> started) => started.Value is { } value ? value.Attempt : started.Refusal!;

    private async Task<Outcome<StartedLoad>> BeginAsync(
        Node node, LoadKind kind, LoadRequest request, LoadSurvey survey, double? usualMs, int? benchmarkId, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (_slots.TryTake(node.Id, new LoadUnderWay(request.ModelId, kind == LoadKind.Unload, now, usualMs), benchmarkId) is not { } slot)
        {
            return LoadRefusals.Closed(node, null, _gates.For(node.Id), _underWay.On(node.Id), benchmarkId) ?? LoadRefusals.UnderWay(node, null);
        }

        var row = new LoadAttemptRow
        {
            NodeId = node.Id,
            ModelId = request.ModelId,
            Kind = kind,
            State = LoadState.Asked,
            Sentence = $"{LoadWords.Model(request.ModelId)} was asked for.",
            AskedAt = now,
            MemoryBeforeGb = survey.Memory?.UsedGb,
            UsualMs = usualMs,
            KeepAliveSeconds = request.KeepAliveSeconds,
            UptimeBefore = survey.UptimeSeconds,
            LoadedBefore = survey.Find(request.ModelId)?.LoadedAt,
            BenchmarkId = benchmarkId,
        };
        try
        {
            await _record.InsertAsync(row, cancellationToken);
        }
        catch
        {
            slot.Dispose();
            throw;
        }

        string[] others = [.. survey.Loaded.Select(model => model.Id).Where(id => id != request.ModelId)];
        var attempt = row.ToView();
        return new StartedLoad(attempt, _runner.Begin(new LoadJob(row, node, request, others, slot)));
    }
}
