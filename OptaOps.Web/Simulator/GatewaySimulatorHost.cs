using OptaOps.Core.Fleet;
using OptaOps.Core.Gateways;

namespace OptaOps.Web.Simulator;

/// <summary>Runs the built-in gateway beside the built-in nodes, and opens the list of gateways with or without it. Starts after <see cref="SimulatorHost"/>.</summary>
public sealed class GatewaySimulatorHost(NodeDirectory nodes, GatewayDirectory gateways, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan RestartsEvery = TimeSpan.FromMinutes(9);
    private GatewaySimulator? _running;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (nodes.Nodes.Any(node => node.Simulated))
        {
            _running = await GatewaySimulator.StartAsync(
                new SimulatedGateway("Mono (simulated)") { RestartsEvery = RestartsEvery }, time, cancellationToken: cancellationToken);
        }

        await gateways.OpenAsync(_running is { } running ? [new SimulatedGatewayAddress(running.Gateway.Name, running.Address)] : [], cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_running is { } running)
        {
            await running.DisposeAsync();
        }
    }
}
