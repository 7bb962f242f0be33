using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>Stores one sample a poll. A figure that this poll did not bring is null, whatever the board still shows.</summary>
internal sealed class NodeSamples(SampleWriter samples, TimeProvider time) : IPollListener
{
    public async Task PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken)
    {
        var told = next.StatusAsOf != last.StatusAsOf && next.StatusAsOf is not null;
        var memory = told && next.Memory?.AsOf == next.StatusAsOf ? next.Memory : null;
        var sample = new NodeSampleRow
        {
            NodeId = next.Node.Id,
            TakenAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            State = next.State,
            PollLatencyMs = next.AsOf != last.AsOf ? next.AnswerMs : null,
            MemoryTotalGb = memory?.TotalGb,
            MemoryUsedGb = memory?.UsedGb,
            InFlight = told ? next.InFlight : null,
            UptimeSeconds = told ? next.UptimeSeconds : null,
        };
        await samples.WriteAsync(sample, cancellationToken);
    }
}
