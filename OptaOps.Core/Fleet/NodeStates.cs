using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>From an answer or a fault to one of the nine states, with its reason and the next step (design §5).</summary>
internal static class NodeStates
{
    private const int LateAnswersThatMeanBusy = 2;
    private const string Wait = "Wait: OptaOps asks again by itself.";

    public static string Word(NodeState state) => state switch
    {
        NodeState.NoModel => "no model",
        NodeState.WrongService => "wrong service",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>Changes the state; its begin moves only when the word changes.</summary>
    public static NodeSnapshot Enter(NodeSnapshot last, NodeState state, string reason, string? nextStep, DateTimeOffset now) =>
        last with { State = state, Reason = reason, NextStep = nextStep, Since = state == last.State ? last.Since : now };

    public static NodeSnapshot Serving(NodeSnapshot answered, DateTimeOffset now) => answered.Models switch
    {
        null => Enter(answered, NodeState.Online, "Answers; what is loaded is not known yet.", null, now),
        { Count: 0 } => Enter(answered, NodeState.NoModel, "Answers, but no model is loaded.", "Load a model to serve requests or to benchmark it.", now),
        _ => Enter(answered, NodeState.Online, Serving(answered), null, now),
    };

    /// <summary>Late twice running is busy, as a load blocks the whole server (contract §2.3); once is enough where a load is known, else it keeps the state.</summary>
    public static NodeSnapshot Late(NodeSnapshot last, LmxFault fault, LoadUnderWay? load, DateTimeOffset now)
    {
        var late = last with { LateAnswers = last.LateAnswers + 1 };
        return load is null && late.LateAnswers < LateAnswersThatMeanBusy
            ? late
            : Enter(late, NodeState.Busy, $"{fault.Message} It still accepts connections: {Blocking(load)}", $"{Wait} Values come back when the load is done; restarting would only lose it.", now);
    }

    public static NodeSnapshot Failed(NodeSnapshot last, LmxFault fault, DateTimeOffset now)
    {
        var state = fault.Kind switch
        {
            LmxFaultKind.Overloaded => NodeState.Overloaded,
            LmxFaultKind.Loading => NodeState.Busy,
            LmxFaultKind.NoModel => NodeState.NoModel,
            LmxFaultKind.Forbidden or LmxFaultKind.Unauthorized => NodeState.Unauthorized,
            LmxFaultKind.HttpError when fault.Status is 401 or 403 => NodeState.Unauthorized,
            LmxFaultKind.WrongService => NodeState.WrongService,
            LmxFaultKind.Incompatible or LmxFaultKind.HttpError or LmxFaultKind.NotFound or LmxFaultKind.RateLimited => NodeState.Incompatible,
            _ => NodeState.Unreachable,
        };
        return Enter(last with { LateAnswers = 0 }, state, fault.Message, fault.Cure ?? Cure(fault), now);
    }

    /// <summary>On a node that is known to be LMX an answer of another kind is no other service, and one that contradicts a list of models does not fit.</summary>
    public static LmxFault OfLmx(LmxFault fault, string path) => fault.Kind switch
    {
        LmxFaultKind.WrongService => fault with { Kind = LmxFaultKind.Incompatible, Message = $"{path} answers what no LMX answers there. {fault.Message}", Cure = null },
        LmxFaultKind.NoModel => fault with { Kind = LmxFaultKind.Incompatible, Message = $"{path} answers 503 as if nothing were loaded, but models are listed.", Cure = null },
        _ => fault,
    };

    private static string Serving(NodeSnapshot node)
    {
        var slots = (node.InFlight, node.MaxConcurrent) switch
        {
            ({ } used, { } all) => $"{used} of {all} slots in use",
            ({ } used, null) => $"{used} requests in flight",
            _ => "Requests in flight unknown",
        };
        return $"Serving. {slots}, answers in {(node.AnswerMs < 0.5 ? "less than 1" : $"{node.AnswerMs:0}")} ms.";
    }

    private static string Named(LoadUnderWay load) => $"{UntrustedText.Shorten(load.ModelId)}{(load.Ours ? " for OptaOps" : "")}";

    private static string Blocking(LoadUnderWay? load) => load switch
    {
        null => "probably a model is loading, which blocks the whole server.",
        { Unloads: true } => $"OptaOps asked it to unload {UntrustedText.Shorten(load.ModelId)}.",
        { UsualMs: { } usual } =>
            $"it loads {Named(load)}, which blocks the whole server. Loads of this model usually take {Spans.Of(usual / 1000)} here.",
        _ => $"it loads {Named(load)}, which blocks the whole server. How long that takes here is not on record yet.",
    };

    private static string Cure(LmxFault fault) => fault.Kind switch
    {
        LmxFaultKind.Overloaded when fault.RetryAfterSeconds is { } seconds => $"{Wait} The node wants to be left alone for {Spans.Of(seconds)}. {FreeMemory}",
        LmxFaultKind.Overloaded => $"{Wait} {FreeMemory}",
        LmxFaultKind.Incompatible => "Update OptaOps or the node, whichever is older. Values stay as they were last received.",
        LmxFaultKind.NoModel => "Load a model to serve requests or to benchmark it.",
        LmxFaultKind.ConnectionLost => $"{Wait} If this stays, look into the node's log for a crash.",
        LmxFaultKind.HttpError or LmxFaultKind.Forbidden when fault.Status is 401 or 403 => "Look at what stands between OptaOps and the node: it refuses this endpoint alone.",
        LmxFaultKind.HttpError when fault.Status >= 500 => "Look into the node's log: the fault is on its side.",
        LmxFaultKind.WrongService => "Check host and port of the node.",
        _ => Wait,
    };

    private const string FreeMemory = "To free memory, end other programs on that machine, or restart LMX.";
}
