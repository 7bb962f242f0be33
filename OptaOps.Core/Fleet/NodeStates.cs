using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>From an answer or a fault to one of the nine states with its reason (design §5).</summary>
internal static class NodeStates
{
    private const int LateAnswersThatMeanBusy = 2;

    /// <summary>Changes the state; its begin moves only when the word changes.</summary>
    public static NodeSnapshot Enter(NodeSnapshot last, NodeState state, string reason, DateTimeOffset now) =>
        last with { State = state, Reason = reason, Since = state == last.State ? last.Since : now };

    public static NodeSnapshot Serving(NodeSnapshot answered, DateTimeOffset now) => answered.Models switch
    {
        null => Enter(answered, NodeState.Online, "Answers; what is loaded is not known yet.", now),
        { Count: 0 } => Enter(answered, NodeState.NoModel, "Answers, but no model is loaded. Load one to serve requests.", now),
        _ => Enter(answered, NodeState.Online, Serving(answered), now),
    };

    /// <summary>Late once keeps the state, late twice running is busy: a load blocks the whole server (contract §2.3).</summary>
    public static NodeSnapshot Late(NodeSnapshot last, LmxFault fault, DateTimeOffset now)
    {
        var late = last with { LateAnswers = last.LateAnswers + 1 };
        return late.LateAnswers < LateAnswersThatMeanBusy
            ? late
            : Enter(late, NodeState.Busy, $"{fault.Message} It still accepts connections: probably a model is loading, which blocks the whole server.", now);
    }

    public static NodeSnapshot Failed(NodeSnapshot last, LmxFault fault, DateTimeOffset now)
    {
        var state = fault.Kind switch
        {
            LmxFaultKind.Overloaded => NodeState.Overloaded,
            LmxFaultKind.Forbidden or LmxFaultKind.Unauthorized => NodeState.Unauthorized,
            LmxFaultKind.WrongService => NodeState.WrongService,
            LmxFaultKind.Incompatible or LmxFaultKind.HttpError or LmxFaultKind.NotFound or LmxFaultKind.RateLimited => NodeState.Incompatible,
            _ => NodeState.Unreachable,
        };
        return Enter(last with { LateAnswers = 0 }, state, fault.Message, now);
    }

    private static string Serving(NodeSnapshot node)
    {
        var slots = (node.InFlight, node.MaxConcurrent) switch
        {
            ({ } used, { } all) => $"{used} of {all} slots in use",
            ({ } used, null) => $"{used} requests in flight",
            _ => "Requests in flight unknown",
        };
        return $"Serving. {slots}, answers in {node.AnswerMs:0} ms.";
    }
}
