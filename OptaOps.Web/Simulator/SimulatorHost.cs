using Microsoft.Extensions.Options;
using OptaOps.Core.Fleet;

namespace OptaOps.Web.Simulator;

/// <summary>Runs the built-in servers while they are wanted, and opens the list of nodes with or without them.</summary>
public sealed partial class SimulatorHost(
    NodeDirectory directory, IOptions<SimulatorOptions> options, TimeProvider time, ILogger<SimulatorHost> logger) : IHostedService
{
    private readonly List<LmxSimulator> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled ?? await directory.WantsSimulatedAsync(cancellationToken))
        {
            foreach (var server in new[] { SimulatorFleet.Mono512(options.Value.Speed), SimulatorFleet.Opta512(options.Value.Speed) })
            {
                var simulator = await LmxSimulator.StartAsync(server, time, cancellationToken: cancellationToken);
                _running.Add(simulator);
                Log.Started(logger, server.Name, simulator.Address);
            }
        }

        await directory.OpenAsync(
            [.. _running.Select(simulator => new SimulatedNode(simulator.Server.Name, simulator.Address, () => simulator.StopAsync()))], cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var simulator in _running)
        {
            await simulator.DisposeAsync();
        }

        _running.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Server} listens on {Address}")]
        public static partial void Started(ILogger logger, string server, Uri address);
    }
}
