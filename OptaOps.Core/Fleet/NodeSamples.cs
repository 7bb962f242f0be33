using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>Stores one sample a poll. A figure that this poll did not bring is null, whatever the board still shows.</summary>
internal sealed class NodeSamples(SampleWriter samples, TimeProvider time) : IPollListener
{
    public async Task PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken)
    {
        var fresh = next.State is NodeState.Online or NodeState.NoModel;
        var sample = new NodeSampleRow
        {
            NodeId = next.Node.Id,
            TakenAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            State = next.State,
            PollLatencyMs = fresh ? next.AnswerMs : null,
            MemoryTotalGb = fresh ? next.Memory?.TotalGb : null,
            MemoryUsedGb = fresh ? next.Memory?.UsedGb : null,
            InFlight = fresh ? next.InFlight : null,
            UptimeSeconds = fresh ? next.UptimeSeconds : null,
        };
        await samples.WriteAsync(sample, cancellationToken);
    }
}
