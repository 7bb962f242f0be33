using Microsoft.Extensions.Options;
using OptaOps.Core.Fleet;

namespace OptaOps.Web.Simulator;

/// <summary>
/// Decides at start whether the built-in nodes run (on while no real node is configured or saved, unless the setting says otherwise), starts
/// them, and opens the list of nodes.
/// </summary>
internal sealed class SimulatorHost(NodeDirectory nodes, IOptions<SimulatorOptions> options, TimeProvider time) : IHostedService
{
    private readonly List<LmxSimulator> _simulators = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled ?? !await nodes.HasRealNodesAsync(cancellationToken))
        {
            var speed = options.Value.Speed;
            foreach (var server in new[] { SimulatorFleet.Mono512(speed), SimulatorFleet.Opta512(speed) })
            {
                _simulators.Add(await LmxSimulator.StartAsync(server, time, 0, cancellationToken));
            }
        }

        await nodes.OpenAsync([.. _simulators.Select(each => new SimulatedNode(each.Server.Name, each.Address))], cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var simulator in _simulators)
        {
            await simulator.DisposeAsync();
        }
    }
}
