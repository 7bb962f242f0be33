using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Pages.Benchmarks;

public enum RunCheckKind
{
    Good,
    Care,
    Bad,
    Unknown,
}

/// <summary>One line of what is known before a matrix starts.</summary>
internal sealed record RunCheck(RunCheckKind Kind, string Words);

internal static class RunChecks
{
    /// <param name="ahead">Numbers of the benchmarks that are queued or running on the node.</param>
    public static IEnumerable<RunCheck> Of(NodeView node, IReadOnlyList<int> ahead)
    {
        yield return State(node);
        yield return Traffic(node, ahead);
        if (ahead.Count > 0)
        {
            yield return new RunCheck(RunCheckKind.Unknown, $"Waits for benchmark {Show.List(ahead)} on {Show.Node(node.Name)}");
        }
    }

    /// <summary>True when requests that are not ours are known to be generating.</summary>
    public static bool SomebodyUsesIt(NodeView node, IReadOnlyList<int> ahead) => ahead.Count == 0 && node.InFlightRequests > 0;

    private static RunCheck State(NodeView node) => node.State switch
    {
        _ when node.Stale => new RunCheck(RunCheckKind.Care, $"{Show.Node(node.Name)} has not answered lately: {node.Reason}"),
        NodeState.Online => new RunCheck(RunCheckKind.Good, $"{Show.Node(node.Name)} is online"),
        NodeState.Unauthorized when node.Can.Benchmark =>
            new RunCheck(RunCheckKind.Care, $"{node.Reason} Runs can be measured, but neither cold starts nor being alone can be proven"),
        NodeState.Checking => new RunCheck(RunCheckKind.Unknown, $"The first answer of {Show.Node(node.Name)} is awaited"),
        _ => new RunCheck(RunCheckKind.Bad, node.Reason),
    };

    private static RunCheck Traffic(NodeView node, IReadOnlyList<int> ahead) => node.InFlightRequests switch
    {
        _ when ahead.Count > 0 => new RunCheck(RunCheckKind.Unknown, "Whether anybody else uses it is read before each run"),
        null => new RunCheck(RunCheckKind.Unknown, "Whether anybody uses it is not known"),
        0 => new RunCheck(RunCheckKind.Good, "Nobody is using it: 0 requests in flight"),
        { } some => new RunCheck(RunCheckKind.Care, $"Somebody is using it: {Show.Plural(some, "request")} in flight"),
    };
}
