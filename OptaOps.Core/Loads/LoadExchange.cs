using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>Sends what an attempt asks for and watches the node's list of models until it proves what came of it.</summary>
internal sealed class LoadExchange(LmxClients clients, FleetPoller poller, Latest<FleetBoard> fleet, LoadRecord record, TimeProvider time)
{
    /// <param name="stopping">Ends the waiting, not what was sent: the node goes on, and the next start settles it.</param>
    public Task<LoadEnd> AskAsync(LoadJob job, CancellationToken stopping) => job.Row.Kind switch
    {
        LoadKind.Load => LoadAsync(job, stopping),
        LoadKind.Unload => UnloadAsync(job, stopping),
        _ => ReloadAsync(job, stopping),
    };

    /// <summary>What the list of models proves, as soon as it does.</summary>
    /// <param name="said">The node itself said that it was done.</param>
    public async Task<LoadEnd> SettleAsync(LoadJob job, LoadKind kind, DateTimeOffset since, bool said, CancellationToken stopping)
    {
        await poller.PollNowAsync(job.Node.Id, stopping);
        await foreach (var board in fleet.WatchAsync(stopping))
        {
            var node = board.Find(job.Node.Id);
            if (said && kind != LoadKind.Unload && node is { HasAdmin: true, Models: { } models } && node.ModelsAsOf > since && models.All(model => model.Id != job.Row.ModelId))
            {
                return new(LoadState.Failed, "goneAgain", $"The node said that {job.Id} was loaded, but does not list it any more.", "Somebody or its memory limit unloaded it at once; its log tells.");
            }

            if (LoadVerdict.Judge(job.Row, kind, since, node, time.GetUtcNow()) is { } end)
            {
                return end;
            }
        }

        throw new OperationCanceledException(stopping);
    }

    private async Task<LoadEnd> ReloadAsync(LoadJob job, CancellationToken stopping)
    {
        var gone = await UnloadAsync(job, stopping);
        if (gone.State != LoadState.Done)
        {
            return gone with { Sentence = $"{job.Id} was to be unloaded and loaded again, but the unload did not succeed. {gone.Sentence}" };
        }

        // Sent even when OptaOps stops at this moment: the node must not be left without the model.
        var back = await LoadAsync(job, stopping);
        return back.State == LoadState.Done
            ? back
            : back with { Sentence = $"{job.Id} was unloaded for a cold start and did not come back. {back.Sentence}", Cure = $"{back.Cure} Then load it again from the node's page.".TrimStart() };
    }

    private async Task<LoadEnd> LoadAsync(LoadJob job, CancellationToken stopping)
    {
        await SayAsync(job, LoadState.Running, null, $"{job.Id} is being loaded.");
        var answer = await clients.For(job.Node.Endpoint).LoadAsync(job.Request!, CancellationToken.None).WaitAsync(stopping);
        var since = time.GetUtcNow();
        if (LoadAnswers.Of(answer, job.Row.ModelId) is { } refused)
        {
            await poller.PollNowAsync(job.Node.Id, stopping);
            return refused.Outcome == "internalError" && LoadVerdict.Judge(job.Row, LoadKind.Load, since, fleet.Value.Find(job.Node.Id), since) is { State: LoadState.Done } there
                ? there with { LoadedAt = null, Sentence = $"The node answered with an inner error, yet lists {job.Id} as loaded: somebody else loaded it meanwhile." }
                : refused;
        }

        if (answer.Value is { } loaded)
        {
            // Then it was loaded already, by somebody else: neither its time nor its keep-alive are ours.
            var isOurs = loaded is not { LoadMs: null, MemoryAfterLoadGb: null };
            (job.Row.LoadMs, job.Row.MemoryAfterGb) = (isOurs ? answer.TookMs : null, loaded.MemoryAfterLoadGb);
            var end = await SettleAsync(job, LoadKind.Load, since, said: true, stopping);
            return isOurs ? end : end with { LoadedAt = null };
        }

        await LoseAsync(job, answer.Fault!, since, "Whether it goes on loading is not known: the node's list of models will tell.");
        return await SettleAsync(job, LoadKind.Load, since, said: false, stopping);
    }

    private async Task<LoadEnd> UnloadAsync(LoadJob job, CancellationToken stopping)
    {
        await SayAsync(job, LoadState.Running, null, $"{job.Id} is being unloaded.");
        var unloading = clients.For(job.Node.Endpoint).UnloadAsync(job.Row.ModelId, CancellationToken.None);
        var answer = job.Row.Kind == LoadKind.Reload ? await unloading : await unloading.WaitAsync(stopping);
        var since = time.GetUtcNow();
        job.FreedGb = answer.Value?.MemoryFreedGb;
        if (answer.Fault is { } fault)
        {
            if (fault.Code == "model_not_found")
            {
                return new(LoadState.Done, "alreadyGone", $"{job.Id} was not loaded any more: somebody else unloaded it.");
            }

            if (!LoadAnswers.IsLost(fault))
            {
                return new(LoadState.Failed, fault.Kind == LmxFaultKind.Overloaded ? "overloaded" : "refused", $"The node did not unload {job.Id}. {fault.Message}", "Nothing was changed. Try again.");
            }

            await LoseAsync(job, fault, since, "Whether it is unloaded is not known: the node's list of models will tell.");
        }

        return job.Row.Kind == LoadKind.Reload && answer.Value is not null
            ? new(LoadState.Done, "unloaded", $"{job.Id} is unloaded.")
            : await SettleAsync(job, LoadKind.Unload, since, answer.Value is not null, stopping);
    }

    private Task LoseAsync(LoadJob job, LmxFault fault, DateTimeOffset since, string then)
    {
        job.Row.LostAt = since;
        return SayAsync(job, LoadState.Unknown, "unknown", $"{fault.Message} {then}");
    }

    private Task SayAsync(LoadJob job, LoadState state, string? outcome, string sentence)
    {
        (job.Row.State, job.Row.Outcome, job.Row.Sentence) = (state, outcome, sentence);
        return record.SaveAsync(job.Row);
    }
}
