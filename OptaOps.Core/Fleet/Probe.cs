using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>
/// One poll of one node: asks as little as tells its state (contract §9) and derives the next snapshot from the last one. Never throws for
/// a sick node; throws only when cancelled.
/// </summary>
internal sealed class Probe(LmxClients clients, TimeProvider time)
{
    private static readonly TimeSpan ModelsEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(3);

    // An answer just on the limit is not late, and a connection that cannot be made within 3 s is told as such.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    public async Task<NodeSnapshot> RunAsync(NodeSnapshot last, CancellationToken cancellationToken)
    {
        var within = (last.PollEvery > LeastPatience ? last.PollEvery : LeastPatience) + Grace;
        var client = clients.For(last.Node.Endpoint);
        var status = await client.GetStatusAsync(within, cancellationToken);
        if (status.Value is { } value)
        {
            return await WithModelsAsync(Answered(last, value, status.TookMs), last, client, within, cancellationToken);
        }

        return status.Fault!.Kind switch
        {
            LmxFaultKind.Forbidden or LmxFaultKind.NotFound or LmxFaultKind.Incompatible or LmxFaultKind.WrongService or LmxFaultKind.HttpError
                or LmxFaultKind.Unauthorized => await new OpenDoors(client, within, time).LookAsync(last, status.Fault, cancellationToken),
            LmxFaultKind.TimedOut => NodeStates.Late(last, status.Fault, time.GetUtcNow()),
            _ => NodeStates.Failed(last, status.Fault, time.GetUtcNow()),
        };
    }

    private NodeSnapshot Answered(NodeSnapshot last, ServerStatus status, double tookMs)
    {
        var now = time.GetUtcNow();
        return last with
        {
            Kind = NodeKind.Lmx,
            HasAdmin = true,
            InferenceRefused = false,
            LateAnswers = 0,
            AsOf = now,
            AnswerMs = tookMs,
            Version = status.Version is { } version ? UntrustedText.Shorten(version) : null,
            UptimeSeconds = status.UptimeSeconds,
            InFlight = status.InFlight,
            BusySeenAt = status.InFlight > 0 ? time.GetTimestamp() : last.BusySeenAt,
            MaxConcurrent = status.MaxConcurrent,
            Memory = status.Memory is { } memory
                ? new(now, memory.TotalGb, memory.UsedGb, memory.AvailableGb, memory.UsagePercent, memory.ThresholdPercent)
                : null,
        };
    }

    private async Task<NodeSnapshot> WithModelsAsync(
        NodeSnapshot now, NodeSnapshot last, LmxClient client, TimeSpan within, CancellationToken cancellationToken)
    {
        var status = now;
        var restarted = now.UptimeSeconds < last.UptimeSeconds;
        if (restarted || last.ModelsDue || last.Models is null || !last.HasAdmin || last.InFlight != now.InFlight || time.GetUtcNow() - last.ModelsAsOf >= ModelsEvery - Grace)
        {
            var models = await client.GetModelsAsync(within, cancellationToken);
            if (models.Value is { } list)
            {
                status = now with { ModelsAsOf = time.GetUtcNow(), ModelsDue = false, Models = [.. list.Loaded.Select(NodeModels.From)] };
            }
            else if (models.Fault!.Kind is LmxFaultKind.Incompatible or LmxFaultKind.WrongService)
            {
                return NodeStates.Enter(now, NodeState.Incompatible, models.Fault.Message, time.GetUtcNow());
            }
            else if (models.Fault.Kind is LmxFaultKind.TimedOut)
            {
                return NodeStates.Late(now, models.Fault, time.GetUtcNow());
            }
        }

        return NodeStates.Serving(status, time.GetUtcNow());
    }
}
