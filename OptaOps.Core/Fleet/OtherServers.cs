using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>What is known of a server that is not LMX: which software it is, and the models it lists. Or that it is no inference server at all.</summary>
internal sealed class OtherServers(LmxClient client, TimeSpan within, TimeProvider time)
{
    /// <summary>How long a kind is believed before every door is tried again.</summary>
    private static readonly TimeSpan KindHolds = TimeSpan.FromMinutes(5);

    /// <summary>Once the kind is known only the list of models is asked for; null when that no longer tells the same.</summary>
    public async Task<NodeSnapshot?> AgainAsync(NodeSnapshot last, CancellationToken cancellationToken)
    {
        if (last.Kind is null or NodeKind.Lmx || last.InferenceLack is not null || time.GetUtcNow() - last.KindAsOf >= KindHolds)
        {
            return null;
        }

        var models = await client.GetOpenAiModelsAsync(within, cancellationToken);
        if (models.Value is null || (NodeKinds.ByOwner(models.Value) is { } owner && owner != last.Kind))
        {
            return null;
        }

        var now = time.GetUtcNow();
        return Serving(last with { LateAnswers = 0, AsOf = now, AnswerMs = models.TookMs, ModelsAsOf = now, Models = NodeModels.From(models.Value, isLmx: false) });
    }

    public async Task<NodeSnapshot> SettleAsync(
        NodeSnapshot last, NodeSnapshot open, LmxFault adminFault, LmxAnswer<OpenAiModels> models, CancellationToken cancellationToken)
    {
        var isRefused = models.Fault?.Kind == LmxFaultKind.Unauthorized;
        if (models.Value is null && !isRefused)
        {
            return Stranger(open, adminFault, models.Fault!);
        }

        var (kind, version) = await new KindDoors(client, within).AskAsync(models.Value, cancellationToken);
        var known = Own(last, open) with
        {
            Kind = kind,
            KindVersion = version,
            KindAsOf = time.GetUtcNow(),
            StatusLack = NodeLack.Lmx,
            Models = models.Value is null ? (last.Kind == kind ? last.Models : null) : NodeModels.From(models.Value, isLmx: false),
        };
        if (!isRefused)
        {
            return Serving(known);
        }

        var (reason, step) = KeyWords.Of(known.Node, null, known.InferenceLack);
        return NodeStates.Enter(known, NodeState.Unauthorized, reason, step, time.GetUtcNow());
    }

    /// <summary>Without the values of the LMX that was there before: they are not this server's.</summary>
    private static NodeSnapshot Own(NodeSnapshot last, NodeSnapshot open) => last.Kind is not NodeKind.Lmx
        ? open
        : open with
        {
            Version = null,
            StatusAsOf = null,
            UptimeSeconds = null,
            InFlight = null,
            MaxConcurrent = null,
            Memory = null,
            Hardware = null,
            DiscoveredAt = null,
            ModelDetailsAsOf = null,
        };

    private NodeSnapshot Serving(NodeSnapshot known)
    {
        var name = $"{NodeKinds.Name(known.Kind)}{(known.KindVersion is { } version ? $" {version}" : "")}";
        if (known.Models is { Count: 0 })
        {
            var step = known.Kind == NodeKind.Ollama ? "Pull a model there with ollama pull." : "Load a model there to serve requests or to benchmark it.";
            return NodeStates.Enter(known, NodeState.NoModel, $"{name} answers, but lists no model.", step, time.GetUtcNow());
        }

        var models = known.Models!.Count == 1 ? "1 model" : $"{known.Models.Count} models";
        var loads = NodeKinds.ListsLoadedOnly(known.Kind) == false ? " and loads what it is asked for" : "";
        return NodeStates.Enter(
            known, NodeState.Online, $"Serving. {name} lists {models}{loads}; memory, uptime and requests need LMX.", null, time.GetUtcNow());
    }

    private NodeSnapshot Stranger(NodeSnapshot open, LmxFault adminFault, LmxFault modelsFault)
    {
        var now = time.GetUtcNow();
        var status = adminFault.Status ?? 0;
        if (adminFault.Kind is LmxFaultKind.NoModel && modelsFault.Kind is LmxFaultKind.NoModel)
        {
            return NodeStates.Failed(open, adminFault, now);
        }

        if (open.Kind is not null && status is 502 or 503 or 504)
        {
            var proxy = new LmxFault(LmxFaultKind.ConnectionLost, $"Something before the node answers {status} in its place: the node behind it is down or unreachable.{Name(adminFault)}")
            {
                Cure = "Check the node itself, on its own address and port.",
            };
            return NodeStates.Failed(open, proxy, now);
        }

        if (open.Kind is NodeKind.Lmx && adminFault.Kind is LmxFaultKind.HttpError)
        {
            return NodeStates.Failed(open, adminFault, now);
        }

        var fault = adminFault.Kind is LmxFaultKind.WrongService or LmxFaultKind.Incompatible ? adminFault
            : modelsFault.Kind is LmxFaultKind.WrongService ? modelsFault
            : modelsFault with { Kind = LmxFaultKind.WrongService, Message = $"No inference server answers on this port. {modelsFault.Message}", Cure = null };
        return NodeStates.Failed(open, fault.Kind == LmxFaultKind.WrongService ? fault with { Message = $"{fault.Message.TrimEnd('.')}.{Name(fault)}" } : fault, now);
    }

    private static string Name(LmxFault fault) => fault.Speaker is { } name ? $" It calls itself {name}." : "";
}
