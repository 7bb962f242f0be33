using System.Globalization;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.History;

/// <summary>How long a node was in each state, milliseconds, as far as polls tell.</summary>
internal sealed class StateTimes
{
    private readonly long[] _ms = new long[Enum.GetValues<NodeState>().Length];

    public long this[NodeState state] => _ms[(int)state];

    public long Total => _ms.Sum();

    /// <summary>States with a time, the longest first.</summary>
    public IEnumerable<NodeState> States => Enum.GetValues<NodeState>().Where(state => this[state] > 0).OrderByDescending(state => this[state]);

    /// <summary>Time in which answers carried values.</summary>
    public long Answering => this[NodeState.Online] + this[NodeState.NoModel];

    /// <summary>The state that asks most for attention; null without any.</summary>
    public NodeState? Worst => States.Select(state => (NodeState?)state).MaxBy(state => Gravity(state!.Value));

    public static StateTimes Parse(string text)
    {
        var times = new StateTimes();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            times.Add(Enum.Parse<NodeState>(part.AsSpan(0, colon)), long.Parse(part.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        }

        return times;
    }

    public static StateTimes Of(NodeState state, long ms)
    {
        var times = new StateTimes();
        times.Add(state, ms);
        return times;
    }

    public void Add(NodeState state, long ms) => _ms[(int)state] += ms;

    public void Add(StateTimes other)
    {
        for (var i = 0; i < _ms.Length; i++)
        {
            _ms[i] += other._ms[i];
        }
    }

    /// <summary>As stored: <c>Online:57000 Busy:3000</c>.</summary>
    public override string ToString() => string.Join(' ', States.Select(state => string.Create(CultureInfo.InvariantCulture, $"{state}:{this[state]}")));

    private static int Gravity(NodeState state) => state switch
    {
        NodeState.Online => 0,
        NodeState.NoModel => 1,
        NodeState.Checking => 2,
        NodeState.Busy => 3,
        NodeState.Overloaded => 4,
        NodeState.Unauthorized => 5,
        NodeState.Incompatible => 6,
        NodeState.WrongService => 7,
        _ => 8,
    };
}
