using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>
/// When the admin endpoint gives no status: what the endpoints without a key tell about the node, and whether it is LMX at all.
/// What they do not tell is kept with its old age.
/// </summary>
internal sealed class OpenDoors(LmxClient client, TimeSpan within, LoadUnderWay? load, TimeProvider time)
{
    public async Task<NodeSnapshot> LookAsync(NodeSnapshot last, LmxFault adminFault, CancellationToken cancellationToken)
    {
        var health = await client.GetHealthAsync(within, cancellationToken);
        if (health.Fault is { } noHealth && Silent(last, noHealth) is { } silent)
        {
            return silent;
        }

        var models = await client.GetOpenAiModelsAsync(within, cancellationToken);
        if (models.Fault is { } noModels && Silent(last, noModels) is { } fallenSilent)
        {
            return fallenSilent;
        }

        if (adminFault.Status is 401 or 403 && health.Fault?.Status is 401 or 403)
        {
            var (reason, step) = KeyWords.Everything(health.Fault);
            return NodeStates.Enter(Without(last, NodeLack.Way), NodeState.Unauthorized, reason, step, time.GetUtcNow());
        }

        var shaped = health.Value is { Status: not null, Version: not null };
        var discovery = shaped && NodeDiscovery.IsDue(last, time.GetUtcNow()) ? await client.GetDiscoveryAsync(within, cancellationToken) : null;
        var isLmx = IsLmx(last, adminFault, models.Value, shaped, discovery?.Value);
        var open = Opened(last, health, models, isLmx);
        if (!isLmx)
        {
            return await new OtherServers(client, within, time).SettleAsync(last, open, adminFault, models, cancellationToken);
        }

        open = discovery is null ? open : NodeDiscovery.Told(open, discovery.Value, time.GetUtcNow());
        return Lmx(models.Value is null ? await CountedAsync(open, discovery?.Value, cancellationToken) : open, adminFault, health, models);
    }

    private static bool IsLmx(NodeSnapshot last, LmxFault adminFault, OpenAiModels? models, bool shaped, ServerDiscovery? discovery)
    {
        var owner = NodeKinds.ByOwner(models);
        return owner == NodeKind.Lmx
            ? shaped || adminFault.Kind == LmxFaultKind.Forbidden
            : owner is null && shaped && (discovery?.IsLmx == true || adminFault.Kind == LmxFaultKind.Forbidden || adminFault.ByPolicy || last.Kind == NodeKind.Lmx);
    }

    private static NodeSnapshot Without(NodeSnapshot last, NodeLack? lack) => last with { HasAdmin = false, StatusLack = lack, DetailsLack = null, LateAnswers = 0 };

    /// <summary>No answer at all, or one that says that nothing will be answered now.</summary>
    private NodeSnapshot? Silent(NodeSnapshot last, LmxFault fault) => fault.Kind switch
    {
        LmxFaultKind.TimedOut => NodeStates.Late(last, fault, load, time.GetUtcNow()),
        LmxFaultKind.Refused or LmxFaultKind.ConnectTimeout or LmxFaultKind.NameNotFound or LmxFaultKind.TlsMismatch or LmxFaultKind.ConnectionLost
            or LmxFaultKind.Overloaded or LmxFaultKind.Loading => NodeStates.Failed(last, fault, time.GetUtcNow()),
        _ => null,
    };

    private NodeSnapshot Lmx(NodeSnapshot open, LmxFault adminFault, LmxAnswer<ServerHealth> health, LmxAnswer<OpenAiModels> models)
    {
        var now = time.GetUtcNow();
        var adminLack = adminFault.Kind != LmxFaultKind.Forbidden ? (NodeLack?)null : open.Node.Endpoint.AdminKey is null ? NodeLack.AdminKey : NodeLack.RightAdminKey;
        if (adminLack is not null || open.InferenceLack is not null)
        {
            var (reason, step) = KeyWords.Of(open.Node, adminLack, open.InferenceLack);
            return NodeStates.Enter(
                open with { StatusLack = adminLack }, NodeState.Unauthorized, $"{reason}{Up(health, open)}", step, now);
        }

        if (adminFault.ByPolicy)
        {
            var (reason, step) = KeyWords.Policy(adminFault);
            return NodeStates.Enter(open with { StatusLack = NodeLack.Way }, NodeState.Unauthorized, reason, step, now);
        }

        if (adminFault.Kind is LmxFaultKind.NoModel && open.Models is null or { Count: 0 })
        {
            return NodeStates.Failed(open, adminFault, now);
        }

        if (adminFault.Kind != LmxFaultKind.NotFound)
        {
            return NodeStates.Failed(adminFault.Status == 401 ? open with { StatusLack = NodeLack.Way } : open, NodeStates.OfLmx(adminFault, "/admin/status"), now);
        }

        open = open with { StatusLack = NodeLack.NewerLmx };
        return models.Fault is { } fault ? NodeStates.Failed(open, fault, now)
            : open.Models is { Count: 0 } ? NodeStates.Serving(open, now)
            : NodeStates.Enter(
                open,
                NodeState.Online,
                "Serving. An older LMX without /admin/status: memory, uptime and requests are not to be had.",
                "Update LMX on the node to see them.",
                now);
    }

    /// <summary>When <c>/v1/models</c> is closed: what discovery lists, or that <c>/readyz</c> says nothing is loaded.</summary>
    private async Task<NodeSnapshot> CountedAsync(NodeSnapshot open, ServerDiscovery? discovery, CancellationToken cancellationToken)
    {
        var ready = await client.GetReadyAsync(within, cancellationToken);
        var ids = ready.Fault?.Kind == LmxFaultKind.NoModel ? [] : discovery?.LoadedModels is { Count: > 0 } listed ? listed : null;
        return ids is null
            ? open
            : open with { ModelsAsOf = time.GetUtcNow(), Models = NodeModels.Merge(open.Models, [.. ids.Select(NodeModels.FromId)]) };
    }

    private static string Up(LmxAnswer<ServerHealth> health, NodeSnapshot open)
    {
        if (health.Value is null)
        {
            return "";
        }

        var models = open.Models is { } known ? $", {known.Count} model{(known.Count == 1 ? "" : "s")} loaded" : "";
        return FormattableString.Invariant($" The server is up: /healthz answers in {health.TookMs:0} ms{models}.");
    }

    private NodeSnapshot Opened(NodeSnapshot last, LmxAnswer<ServerHealth> health, LmxAnswer<OpenAiModels> models, bool isLmx)
    {
        var now = time.GetUtcNow();
        var answered = health.Value is not null || models.Value is not null;
        var refused = models.Fault?.Kind == LmxFaultKind.Unauthorized;
        var endpoint = last.Node.Endpoint;
        return Without(last, null) with
        {
            Kind = isLmx ? NodeKind.Lmx : last.Kind,
            InferenceLack = !refused ? null : (endpoint.InferenceKey ?? endpoint.AdminKey) is null ? NodeLack.InferenceKey : NodeLack.RightInferenceKey,
            AsOf = answered ? now : last.AsOf,
            AnswerMs = health.Value is not null ? health.TookMs : models.Value is not null ? models.TookMs : last.AnswerMs,
            Version = isLmx && health.Value?.Version is { } version ? UntrustedText.Shorten(version) : last.Version,
            ModelsAsOf = models.Value is null ? last.ModelsAsOf : now,
            Models = models.Value is null ? last.Models : NodeModels.Merge(last.Models, NodeModels.From(models.Value, isLmx)),
        };
    }
}
