using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>
/// One poll of one node: asks as little as tells its state (contract §9) and derives the next snapshot from the last one. Never throws for
/// a sick node; throws only when cancelled.
/// </summary>
internal sealed class Probe(LmxClients clients, BlockingLoads loads, TimeProvider time)
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(3);

    // An answer just on the limit is not late, and a connection that cannot be made within 3 s is told as such.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    public async Task<NodeSnapshot> RunAsync(NodeSnapshot last, CancellationToken cancellationToken)
    {
        var within = (last.PollEvery > LeastPatience ? last.PollEvery : LeastPatience) + Grace;
        var client = clients.For(last.Node.Endpoint);
        if (await new OtherServers(client, within, time).AgainAsync(last, cancellationToken) is { } other)
        {
            return other;
        }

        var status = await client.GetStatusAsync(within, cancellationToken);
        if (status.Value is { } value)
        {
            var answered = await WithModelsAsync(Answered(last, value, status.TookMs), last, value.Models, client, within, cancellationToken);
            return await DiscoveredAsync(answered, last, client, within, cancellationToken);
        }

        var fault = status.Fault!;
        var load = await loads.OnAsync(last.Node.Id, cancellationToken);
        return fault.Kind switch
        {
            LmxFaultKind.Forbidden or LmxFaultKind.NotFound or LmxFaultKind.Incompatible or LmxFaultKind.WrongService or LmxFaultKind.HttpError
                or LmxFaultKind.Unauthorized or LmxFaultKind.NoModel when fault.Status is not null =>
                await new OpenDoors(client, within, load, time).LookAsync(last, fault, cancellationToken),
            LmxFaultKind.TimedOut => NodeStates.Late(last, fault, load, time.GetUtcNow()),
            LmxFaultKind.ConnectionLost or LmxFaultKind.WrongService when last.AsOf is null && await MeetsTlsAsync(last, client, within, cancellationToken) =>
                NodeStates.Failed(last, TlsFaults.PlainToTls, time.GetUtcNow()),
            _ => NodeStates.Failed(last, fault, time.GetUtcNow()),
        };
    }

    private static Task<bool> MeetsTlsAsync(NodeSnapshot last, LmxClient client, TimeSpan within, CancellationToken cancellationToken) =>
        last.Node.Endpoint.Address.Scheme == Uri.UriSchemeHttp ? client.SpeaksTlsAsync(within, cancellationToken) : Task.FromResult(false);

    private NodeSnapshot Answered(NodeSnapshot last, ServerStatus status, double tookMs)
    {
        var now = time.GetUtcNow();
        return last with
        {
            Kind = NodeKind.Lmx,
            HasAdmin = true,
            StatusLack = null,
            InferenceLack = last.HasAdmin ? last.InferenceLack : null,
            DiscoveredAt = last.HasAdmin ? last.DiscoveredAt : null,
            LateAnswers = 0,
            AsOf = now,
            StatusAsOf = now,
            AnswerMs = tookMs,
            Version = status.Version is { } version ? UntrustedText.Shorten(version) : null,
            RestartedAt = status.UptimeSeconds is { } up && up < last.UptimeSeconds ? now - TimeSpan.FromSeconds(up) : last.RestartedAt,
            UptimeSeconds = status.UptimeSeconds,
            InFlight = status.InFlight,
            BusySeenAt = status.InFlight > 0 ? time.GetTimestamp() : last.BusySeenAt,
            MaxConcurrent = status.MaxConcurrent,
            // Left out of this answer it is not gone: it is kept with its age.
            Memory = status.Memory is { } memory
                ? new(now, memory.TotalGb, memory.UsedGb, memory.AvailableGb, memory.UsagePercent, memory.ThresholdPercent)
                : last.Memory,
        };
    }

    private async Task<NodeSnapshot> WithModelsAsync(
        NodeSnapshot now, NodeSnapshot last, IReadOnlyList<string>? ids, LmxClient client, TimeSpan within, CancellationToken cancellationToken)
    {
        if (!AreModelsDue(now, last, ids))
        {
            return NodeStates.Serving(now, time.GetUtcNow());
        }

        var models = await client.GetModelsAsync(within, cancellationToken);
        var at = time.GetUtcNow();
        if (models.Value is { } list)
        {
            var read = now with { ModelsAsOf = at, ModelDetailsAsOf = at, DetailsLack = null, ModelsDue = false, Models = [.. list.Loaded.Select(NodeModels.From)] };
            return NodeStates.Serving(read, at);
        }

        return models.Fault!.Kind switch
        {
            LmxFaultKind.TimedOut => NodeStates.Late(now with { LateAnswers = last.LateAnswers }, models.Fault, await loads.OnAsync(now.Node.Id, cancellationToken), at),
            LmxFaultKind.NotFound => NodeStates.Serving(
                ids is null ? now : now with { ModelsAsOf = at, DetailsLack = NodeLack.NewerLmx, Models = NodeModels.Merge(now.Models, [.. ids.Select(NodeModels.FromId)]) }, at),
            LmxFaultKind.NoModel when ids is null or { Count: 0 } => NodeStates.Failed(now, models.Fault, at),
            _ => NodeStates.Failed(now, NodeStates.OfLmx(models.Fault, "/admin/models"), at),
        };
    }

    private bool AreModelsDue(NodeSnapshot now, NodeSnapshot last, IReadOnlyList<string>? ids) =>
        now.RestartedAt != last.RestartedAt || last.ModelsDue || last.Models is null || !last.HasAdmin || last.InFlight != now.InFlight
        || last.State is not (NodeState.Online or NodeState.NoModel)
        || time.GetUtcNow() - last.ModelsAsOf >= NodeAges.ModelsEvery - Grace
        || (ids is not null && !ids.Order(StringComparer.Ordinal).SequenceEqual(last.Models.Select(model => model.Id).Order(StringComparer.Ordinal)));

    /// <summary>Never with the first answer, which nobody should wait for.</summary>
    private async Task<NodeSnapshot> DiscoveredAsync(NodeSnapshot now, NodeSnapshot last, LmxClient client, TimeSpan within, CancellationToken cancellationToken)
    {
        var serves = last.HasAdmin && now.State is NodeState.Online or NodeState.NoModel;
        return serves && (NodeDiscovery.IsDue(now, time.GetUtcNow()) || now.RestartedAt != last.RestartedAt)
            ? NodeDiscovery.Told(now, (await client.GetDiscoveryAsync(within, cancellationToken)).Value, time.GetUtcNow())
            : now;
    }
}
