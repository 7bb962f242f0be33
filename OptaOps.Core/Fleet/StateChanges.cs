using OptaOps.Core.Events;

namespace OptaOps.Core.Fleet;

/// <summary>Tells as events when a node's state has changed and when the node has restarted.</summary>
public sealed class StateChanges(EventLog events) : IPollListener
{
    Task IPollListener.PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken) => TellAsync(last, next, cancellationToken);

    internal async Task TellAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken)
    {
        if (next.RestartedAt is not null && next.RestartedAt != last.RestartedAt)
        {
            var sentence = $"{next.Node.Name} restarted: its uptime went back from {Spans.Of(last.UptimeSeconds)} to {Spans.Of(next.UptimeSeconds)}. Its counters began anew.";
            await events.AddAsync(new NewEvent(EventTopic.Node, "nodeRestarted", sentence, EventSeverity.Warning) { NodeId = next.Node.Id }, cancellationToken);
        }

        if (next.State != last.State)
        {
            await events.AddAsync(
                new NewEvent(EventTopic.Node, "stateChanged", Sentence(last, next), Severity(next.State)) { NodeId = next.Node.Id, At = next.Since }, cancellationToken);
        }
    }

    private static string Sentence(NodeSnapshot last, NodeSnapshot next)
    {
        var begin = $"{next.Node.Name}: {NodeStates.Word(next.State)}";
        return next.State != NodeState.Online ? $"{begin}. {next.Reason}"
            : last.State == NodeState.Checking ? $"{begin}."
            : $"{begin} after {Spans.Of(next.Since - last.Since)} of {NodeStates.Word(last.State)}.";
    }

    private static EventSeverity Severity(NodeState state) => state switch
    {
        NodeState.Checking or NodeState.Online or NodeState.NoModel => EventSeverity.Info,
        NodeState.Busy or NodeState.Overloaded => EventSeverity.Warning,
        _ => EventSeverity.Problem,
    };
}
