using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>
/// When the admin endpoint gives no status: what the endpoints without a key tell about the node, and whether it is LMX at all.
/// </summary>
internal sealed class OpenDoors(LmxClient client, TimeSpan within, TimeProvider time)
{
    public async Task<NodeSnapshot> LookAsync(NodeSnapshot last, LmxFault adminFault, CancellationToken cancellationToken)
    {
        var health = await client.GetHealthAsync(within, cancellationToken);
        if (health.Fault?.Kind == LmxFaultKind.TimedOut)
        {
            return NodeStates.Late(last, health.Fault, time.GetUtcNow());
        }

        var isLmx = health.Value is { Status: not null, Version: not null };
        var models = await client.GetOpenAiModelsAsync(within, cancellationToken);
        var now = time.GetUtcNow();
        var open = Without(last, health, models, isLmx, now);
        if (adminFault.Kind == LmxFaultKind.Forbidden)
        {
            return NodeStates.Enter(open, NodeState.Unauthorized, KeySentence(last.Node, health, adminFault), now);
        }

        if (models.Fault?.Kind == LmxFaultKind.Unauthorized)
        {
            return NodeStates.Enter(open, NodeState.Unauthorized, $"{models.Fault.Message} Set the node's InferenceKey.", now);
        }

        if (isLmx && adminFault.Kind != LmxFaultKind.NotFound)
        {
            return NodeStates.Failed(open, adminFault.Kind == LmxFaultKind.WrongService ? adminFault with { Kind = LmxFaultKind.Incompatible } : adminFault, now);
        }

        return models.Value is null ? NodeStates.Failed(open, Stranger(adminFault, models.Fault!), now)
            : models.Value.Models.Count == 0 ? NodeStates.Enter(open, NodeState.NoModel, "Answers, but lists no model.", now)
            : NodeStates.Enter(
                open,
                NodeState.Online,
                isLmx ? "An older LMX without /admin/status: memory and requests are not to be had." : "An OpenAI-compatible server: memory and requests need LMX.",
                now);
    }

    private static LmxFault Stranger(LmxFault adminFault, LmxFault modelsFault) =>
        adminFault.Kind is LmxFaultKind.WrongService or LmxFaultKind.Incompatible ? adminFault
        : modelsFault.Kind is LmxFaultKind.WrongService ? modelsFault
        : modelsFault with { Kind = LmxFaultKind.WrongService, Message = $"No inference server answers on this port. {modelsFault.Message}" };

    private static string KeySentence(Node node, LmxAnswer<ServerHealth> health, LmxFault fault)
    {
        var key = node.Endpoint.AdminKey is null ? "Needs the admin key, none is set (403)." : "The admin key was refused (403).";
        var up = health.Value is null ? "" : FormattableString.Invariant($" The server is up: /healthz answers in {health.TookMs:0} ms.");
        return fault.Code is null ? $"{key}{up}" : fault.Message;
    }

    private static NodeSnapshot Without(
        NodeSnapshot last, LmxAnswer<ServerHealth> health, LmxAnswer<OpenAiModels> models, bool isLmx, DateTimeOffset now) => last with
        {
            Kind = isLmx ? NodeKind.Lmx : models.Value is null ? last.Kind : NodeKind.OpenAi,
            HasAdmin = false,
            InferenceRefused = models.Fault?.Kind == LmxFaultKind.Unauthorized,
            LateAnswers = 0,
            AsOf = health.Value is null && models.Value is null ? last.AsOf : now,
            AnswerMs = health.Value is null ? null : health.TookMs,
            Version = health.Value?.Version is { } version ? UntrustedText.Shorten(version) : null,
            UptimeSeconds = null,
            InFlight = null,
            MaxConcurrent = null,
            Memory = null,
            ModelsAsOf = models.Value is null ? last.ModelsAsOf : now,
            Models = models.Value is null ? last.Models : [.. models.Value.Models.Select(model => NodeModels.FromId(model.Id))],
        };
}
