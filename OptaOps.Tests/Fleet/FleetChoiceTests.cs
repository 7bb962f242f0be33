using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;
using OptaOps.Web.Components.Pages.Fleet;

namespace OptaOps.Tests.Fleet;

/// <summary>What the address of the fleet page shows, and in which order.</summary>
public sealed class FleetChoiceTests
{
    private static readonly NodeView[] Nodes =
    [
        View(1, "beta", NodeState.Online, 100),
        View(2, "alpha", NodeState.Unreachable, null),
        View(3, "gamma", NodeState.Busy, 300),
        View(4, "delta", NodeState.Online, 20),
    ];

    [Theory]
    [InlineData(null, null, null, null, null, "beta alpha gamma delta")]
    [InlineData(null, null, "name", null, null, "alpha beta delta gamma")]
    [InlineData(null, null, "memory", null, null, "delta beta gamma alpha")]
    [InlineData(null, null, "memory", "desc", null, "gamma beta delta alpha")]
    [InlineData(null, null, null, null, "trouble", "alpha gamma beta delta")]
    [InlineData(null, null, "memory", "desc", "trouble", "alpha gamma beta delta")]
    [InlineData(null, "online", "name", "desc", null, "delta beta")]
    [InlineData(null, "busy,unreachable,nonsense,3", null, null, null, "alpha gamma")]
    [InlineData(" ALPH ", null, null, null, null, "alpha")]
    [InlineData("unreach", null, "nonsense", "up", "last", "alpha")]
    public void Text_states_and_order_come_from_the_address_and_the_unknown_comes_last(string? text, string? states, string? sort, string? direction, string? first, string expected)
    {
        var choice = FleetChoice.Of(text, states, sort, direction, first);

        Assert.Equal(expected, string.Join(' ', choice.Shown(choice.Named(Nodes)).Select(node => node.Name)));
    }

    [Fact]
    public void A_state_is_chosen_beside_others_and_let_go_again()
    {
        Assert.Equal("online,noModel", FleetChoice.Of(null, "online", null, null, null).Toggled(NodeState.NoModel));
        Assert.Null(FleetChoice.Of(null, "noModel", null, null, null).Toggled(NodeState.NoModel));
    }

    private static NodeView View(int id, string name, NodeState state, double? usedGb)
    {
        var node = new Node(id, name, new LmxEndpoint(new Uri($"http://host{id}:1234"), null, null), false, false);
        return new NodeSnapshot(node, TimeSpan.FromSeconds(5), DateTimeOffset.UnixEpoch)
        {
            State = state,
            Memory = usedGb is null ? null : new NodeMemory(DateTimeOffset.UnixEpoch, 512, usedGb, null, null, null),
        }.At(DateTimeOffset.UnixEpoch);
    }
}
