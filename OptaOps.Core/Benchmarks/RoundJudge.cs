namespace OptaOps.Core.Benchmarks;

/// <summary>From what was measured and what is known around it to the rows of a round: figures, temperature, proof of being alone, flags.</summary>
internal sealed class RoundJudge(OwnTraffic own, TimeProvider time)
{
    /// <param name="stopped">Asked to stop in the middle: the runs are cancelled, whatever the broken streams look like.</param>
    public void Fill(IReadOnlyList<RunRow> runs, MeasuredRound measured, RoundEvidence evidence, int maxTokens, bool isLmx, bool stopped)
    {
        var sent = OwnRequests.Of([.. measured.Streams.Select(stream => stream.Timing)]);
        var alone = AloneProof.Judge(evidence.Before, evidence.After, sent);
        var first = measured.Streams.Select(stream => stream.SentAt).Where(at => at != 0).DefaultIfEmpty(0).Min();
        var throttled = NodePressure.Throttled(evidence.PressureBefore, evidence.PressureAfter, runs.Count, runs.Count > 1 ? evidence.Before?.Slots : null);
        for (var i = 0; i < runs.Count; i++)
        {
            var (run, stream) = (runs[i], measured.Streams[i]);
            RunOutcome.Fill(run, stream, measured.Observers[i], maxTokens, isLmx);
            run.StartOffsetMs = stream.SentAt == 0 ? null : time.GetElapsedTime(first, stream.SentAt).TotalMilliseconds;
            if (stopped)
            {
                (run.State, run.FailureCode, run.FailureMessage) = (RunState.Cancelled, null, null);
            }

            Judge(run, stream, sent, evidence, evidence.Own[i], alone);
            run.Flags = [.. run.Flags, .. Flags(alone, measured.Observers[i], throttled)];
            own.Ended(run.NodeId, run.Model, stream.EndedAt, Load(evidence, run.Model), run.PromptHash, run.State == RunState.Ok, run.TtftMs is not null);
        }

        RoundTotal.Fill(runs);
    }

    /// <summary>Where nothing can be read at all, as on other servers, the load is taken to last.</summary>
    private static KnownLoad? Load(RoundEvidence evidence, string model) =>
        evidence is { Before: null, After: null } ? new KnownLoad(null) : KnownLoad.Between(evidence.Before?.Find(model), evidence.After?.Find(model));

    private static IEnumerable<RunFlag> Flags(bool? alone, RunObserver observer, bool throttled)
    {
        if (alone == false)
        {
            yield return RunFlag.ForeignTraffic;
        }

        if (observer.WasLate())
        {
            yield return RunFlag.ObserverLag;
        }

        if (throttled)
        {
            yield return RunFlag.Throttled;
        }
    }

    private void Judge(RunRow run, MeasuredRun stream, OwnRequests sent, RoundEvidence evidence, OwnKnowledge knowledge, bool? alone)
    {
        var (before, after) = (evidence.Before?.Find(run.Model), evidence.After?.Find(run.Model));
        var sinceRead = evidence.Before is { } read && stream.SentAt != 0 ? time.GetElapsedTime(read.ReadAt, stream.SentAt).TotalSeconds : 0;
        var idle = IdleTime.Of(evidence.Before, before, sinceRead, knowledge.SecondsSinceEnd, evidence.SecondsSinceBusy);
        run.Temperature = TemperatureJudge.Judge(before, after, sent, idle, knowledge);
        run.EvidenceSource = before?.RequestCount is not null && after?.RequestCount is not null ? "counters"
            : run.Temperature != Temperature.Unknown ? "ownTraffic" : "none";
        run.EvidenceLoadedAt = before?.LoadedAt;
        run.EvidenceRequestCount = before?.RequestCount;
        run.EvidenceLastUsedAt = before?.LastUsedAt;
        run.EvidenceInFlight = evidence.Before?.InFlight;
        run.EvidenceIdleSeconds = idle.AtLeast ?? (idle.AtMost < TemperatureJudge.ColdAfterIdleSeconds ? idle.AtMost : null);
        run.EvidenceOwnRequests = before?.RequestCount is null ? null : knowledge.Requests;
        run.EvidenceOthers = evidence.Before?.Others(run.Model);
        run.EvidenceUptimeSeconds = evidence.Before?.UptimeSeconds;
        run.EvidenceAlone = alone;
        run.AfterLoadedAt = after?.LoadedAt;
        run.AfterRequestCount = after?.RequestCount;
        run.AfterLastUsedAt = after?.LastUsedAt;
        run.AfterInFlight = evidence.After?.InFlight;
        run.AfterOthers = evidence.After?.Others(run.Model);
        run.AfterUptimeSeconds = evidence.After?.UptimeSeconds;
        (run.QueuedBefore, run.QueuedAfter) = (evidence.PressureBefore?.Queued, evidence.PressureAfter?.Queued);
        (run.AdaptiveBefore, run.AdaptiveAfter) = (evidence.PressureBefore?.AdaptiveReason, evidence.PressureAfter?.AdaptiveReason);
    }
}
