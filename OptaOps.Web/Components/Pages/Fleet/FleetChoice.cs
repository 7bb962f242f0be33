using OptaOps.Core.Fleet;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>Which nodes are shown, and in what order, as the address of the page says it. What it does not understand it passes over.</summary>
/// <param name="States">Empty for all.</param>
/// <param name="Column">Null for the order in which the nodes were defined.</param>
/// <param name="TroubleFirst">Before any other order.</param>
public sealed record FleetChoice(string Text, IReadOnlyList<NodeState> States, FleetColumn? Column, bool Descending, bool TroubleFirst)
{
    public static FleetChoice Of(string? text, string? states, string? sort, string? direction, string? first) => new(
        text?.Trim() ?? "",
        [.. (states ?? "").Split(',').Select(Read<NodeState>).OfType<NodeState>().Distinct()],
        Read<FleetColumn>(sort),
        direction == "desc",
        first == "trouble");

    /// <summary>The states in the address when one of them is chosen or let go; null for none.</summary>
    public string? Toggled(NodeState state)
    {
        var states = States.Contains(state) ? States.Where(each => each != state) : States.Append(state);
        return string.Join(',', states.Select(Write)) is { Length: > 0 } written ? written : null;
    }

    /// <summary>Nodes that the text finds: by name, address, model, state, kind.</summary>
    public IReadOnlyList<NodeView> Named(IReadOnlyList<NodeView> nodes) => Text.Length == 0 ? nodes : [.. nodes.Where(node =>
        new[] { node.Name, node.Address, StateLook.Word(node.State), node.Kind is null ? "" : NodeKinds.Name(node.Kind) }
            .Concat((node.Models ?? []).Select(model => model.Id)).Any(word => word.Contains(Text, StringComparison.OrdinalIgnoreCase)))];

    /// <param name="named">As <see cref="Named"/> gives them.</param>
    public IReadOnlyList<NodeView> Shown(IReadOnlyList<NodeView> named)
    {
        var states = States.Count == 0 ? named : [.. named.Where(node => States.Contains(node.State))];
        var trouble = states.OrderBy(node => TroubleFirst ? Trouble(node) : 0);
        return Column is not { } column ? [.. trouble] : [.. Sorted(trouble, column)];
    }

    public static string Write<T>(T value)
        where T : struct, Enum
    {
        var word = value.ToString();
        return $"{char.ToLowerInvariant(word[0])}{word[1..]}";
    }

    private static T? Read<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(word![0]) ? value : null;

    /// <summary>What is worst comes first: 0 does not work, 1 works badly or is not heard of, 2 has nothing to serve, 3 is well.</summary>
    private static int Trouble(NodeView node) => StateLook.Tone(node.State) switch
    {
        "err" => 0,
        "warn" => 1,
        _ when node.Stale => 1,
        "idle" => 2,
        _ => 3,
    };

    private IEnumerable<NodeView> Sorted(IOrderedEnumerable<NodeView> nodes, FleetColumn column) => column switch
    {
        FleetColumn.Name => ByWord(nodes, node => node.Name),
        FleetColumn.State => ByNumber(nodes, node => Trouble(node)),
        FleetColumn.Age => ByNumber(nodes, node => node.AgeMs),
        FleetColumn.Memory => ByNumber(nodes, node => node.Memory?.UsedGb),
        FleetColumn.Model => ByWord(nodes, node => node.Models is { Count: > 0 } models ? ModelNames.Split(models[0].Id).Name : null),
        FleetColumn.Context => ByNumber(nodes, node => node.Models is { Count: > 0 } models ? models[0].ContextLength : null),
        FleetColumn.InFlight => ByNumber(nodes, node => node.InFlightRequests),
        FleetColumn.Answer => ByNumber(nodes, node => node.AnswerMs),
        FleetColumn.Kind => ByWord(nodes, node => node.Kind is null ? null : NodeKinds.Name(node.Kind)),
        _ => ByWord(nodes, node => node.LmxVersion),
    };

    /// <summary>What is unknown comes last in either direction: it is no small number.</summary>
    private IEnumerable<NodeView> ByNumber(IOrderedEnumerable<NodeView> nodes, Func<NodeView, double?> of)
    {
        var known = nodes.ThenBy(node => of(node) is null);
        return Descending ? known.ThenByDescending(of) : known.ThenBy(of);
    }

    private IEnumerable<NodeView> ByWord(IOrderedEnumerable<NodeView> nodes, Func<NodeView, string?> of)
    {
        var known = nodes.ThenBy(node => of(node) is null);
        return Descending ? known.ThenByDescending(of, StringComparer.OrdinalIgnoreCase) : known.ThenBy(of, StringComparer.OrdinalIgnoreCase);
    }
}
