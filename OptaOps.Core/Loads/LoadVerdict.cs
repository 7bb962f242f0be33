using OptaOps.Core.Fleet;

namespace OptaOps.Core.Loads;

/// <summary>How an attempt ended.</summary>
/// <param name="Outcome">Stable camelCase word.</param>
internal sealed record LoadEnd(LoadState State, string Outcome, string Sentence, string? Cure = null)
{
    public DateTimeOffset? LoadedAt { get; init; }
}

/// <summary>
/// Settles an attempt whose answer was lost, or the word of an answer, by what the node lists. A client's timeout proves nothing: the load goes on
/// without it (contract §4.9).
/// </summary>
internal static class LoadVerdict
{
    private static readonly TimeSpan LeastGrace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UnloadGrace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(2);
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(5);

    /// <summary>Null while nothing is proven.</summary>
    /// <param name="kind">A reload is settled as an unload first, then as a load.</param>
    /// <param name="since">When the answer came or was lost; only what was read later counts.</param>
    /// <param name="node">Null when the node has left the fleet.</param>
    public static LoadEnd? Judge(LoadAttemptRow attempt, LoadKind kind, DateTimeOffset since, NodeSnapshot? node, DateTimeOffset now)
    {
        var id = LoadWords.Model(attempt.ModelId);
        if (node is null)
        {
            return new(LoadState.Unknown, "stillUnknown", $"What became of {id} is not known: the node has left the fleet.");
        }

        if (node is { HasAdmin: true, Models: { } models, ModelsAsOf: { } readAt } && readAt > since)
        {
            var there = models.FirstOrDefault(model => model.Id == attempt.ModelId);
            var end = kind == LoadKind.Unload ? Unloaded(attempt, there, readAt - since) : Loaded(attempt, there, node, readAt - since);
            if (end is not null)
            {
                return end;
            }
        }

        return now - since < GiveUpAfter ? null : new(
            LoadState.Unknown,
            "stillUnknown",
            $"What became of {id} is still not known after {LoadWords.Span((now - since).TotalMilliseconds)}: the node gives no list of its models. {node.Reason}",
            "Look at the node itself. Its list of models here tells the truth as soon as it answers.");
    }

    private static LoadEnd? Loaded(LoadAttemptRow attempt, NodeModel? there, NodeSnapshot node, TimeSpan waited)
    {
        var id = LoadWords.Model(attempt.ModelId);
        if (there is not null && IsNew(attempt, there))
        {
            return there.Readiness is "canary_pending" or "loading" or "admitted"
                ? null
                : new(LoadState.Done, "loaded", $"{id} is loaded.") { LoadedAt = there.LoadedAt };
        }

        if (node.UptimeSeconds is { } uptime && (uptime < attempt.UptimeBefore || node.AsOf - TimeSpan.FromSeconds(uptime) > attempt.AskedAt + ClockSlack))
        {
            return new(
                LoadState.Failed,
                "nodeRestarted",
                $"LMX went down while it was loading {id} and came back without it.",
                "Usually it ran out of memory, or the engine aborted. Its log tells; unload other models or choose a smaller quantisation.");
        }

        if (there is not null)
        {
            return waited < UnloadGrace ? null : new(LoadState.Failed, "notReloaded", $"{id} is still the same load as before: the reload did not take place.");
        }

        var usual = TimeSpan.FromMilliseconds(2 * (attempt.UsualMs ?? 0));
        return waited < (usual > LeastGrace ? usual : LeastGrace) ? null : new(
            LoadState.Failed, "notLoaded", $"The node answers and does not list {id}, {LoadWords.Span(waited.TotalMilliseconds)} after its answer was lost.", "Its log tells why. Load it again.");
    }

    private static LoadEnd? Unloaded(LoadAttemptRow attempt, NodeModel? there, TimeSpan waited)
    {
        var id = LoadWords.Model(attempt.ModelId);
        return there is null || (attempt.LoadedBefore is not null && IsNew(attempt, there)) ? new(LoadState.Done, "unloaded", $"{id} is unloaded.")
            : waited < (attempt.LostAt is null ? UnloadGrace : LeastGrace) ? null
            : new(LoadState.Failed, "stillLoaded", $"The node still lists {id}.", "Try again; its log tells why it stayed.");
    }

    private static bool IsNew(LoadAttemptRow attempt, NodeModel there) =>
        attempt.LoadedBefore is null || (there.LoadedAt is { } at && at != attempt.LoadedBefore);
}
