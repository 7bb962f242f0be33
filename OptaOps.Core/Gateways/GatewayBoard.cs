using System.Collections.Immutable;

namespace OptaOps.Core.Gateways;

/// <summary>The newest known truth about every gateway, in the order in which they were defined. Immutable; watched through <c>Latest</c>.</summary>
/// <param name="Opened">False until the list was read from configuration and database.</param>
public sealed record GatewayBoard(ImmutableArray<GatewaySnapshot> Gateways, bool Opened = true)
{
    /// <summary>OpenClaw derives further ports from the base port, so its manual asks for this distance between two gateways of a machine.</summary>
    private const int PortsApart = 20;

    public static GatewayBoard Unopened { get; } = new([], Opened: false);

    public GatewaySnapshot? Find(int gatewayId) => Gateways.FirstOrDefault(each => each.Gateway.Id == gatewayId);

    public IReadOnlyList<GatewayView> At(DateTimeOffset now) => [.. Gateways.Select(each => each.At(now, Warnings(each.Gateway)))];

    public GatewayView? At(int gatewayId, DateTimeOffset now) => Find(gatewayId) is { } found ? found.At(now, Warnings(found.Gateway)) : null;

    internal GatewayBoard With(GatewaySnapshot next) => this with
    {
        Gateways = Find(next.Gateway.Id) is { } last ? Gateways.Replace(last, next) : Gateways.Add(next),
    };

    internal GatewayBoard Without(int gatewayId) => this with { Gateways = [.. Gateways.Where(each => each.Gateway.Id != gatewayId)] };

    private static bool SameMachine(Uri one, Uri other) =>
        (one.IsLoopback && other.IsLoopback) || one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<string> Warnings(Gateway gateway) =>
    [
        .. from other in Gateways.Select(each => each.Gateway)
           let apart = Math.Abs(other.Address.Port - gateway.Address.Port)
           where other.Id != gateway.Id && other.Source != GatewaySource.Simulator && gateway.Source != GatewaySource.Simulator
           where SameMachine(other.Address, gateway.Address) && apart < PortsApart
           select $"Port {gateway.Address.Port} lies {apart} from port {other.Address.Port} of {other.Name} on the same machine. A gateway takes further ports above its own, so keep {PortsApart} between two.",
    ];
}
