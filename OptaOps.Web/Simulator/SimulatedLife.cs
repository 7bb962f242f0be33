namespace OptaOps.Web.Simulator;

/// <summary>What happens on a simulated server without us: others' requests, and a second model that comes and goes.</summary>
public sealed class SimulatedLife(SimulatedModel visitor)
{
    private static readonly TimeSpan RequestEvery = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan RequestTakes = TimeSpan.FromSeconds(6);
    private const int RequestsBetweenVisits = 5;

    internal async Task RunAsync(LmxProcess process)
    {
        var server = process.Server;
        try
        {
            for (var turn = 1; ; turn++)
            {
                await Task.Delay(server.Scaled(RequestEvery), process.Time, process.Ending);
                if (turn % RequestsBetweenVisits == 0)
                {
                    await VisitAsync(process);
                }
                else if (server.Models.Loaded is [var model, ..] && process.Slots.TryTake())
                {
                    model.Begin($"someone else's request {turn}", process.Now);
                    await Task.Delay(server.Scaled(RequestTakes), process.Time, process.Ending);
                    process.Slots.Leave();
                }
            }
        }
        catch (OperationCanceledException) when (process.Ending.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    private async Task VisitAsync(LmxProcess process)
    {
        if (process.Server.Models.Unload(visitor.Id) is null && process.Loads.TryBegin(visitor.Id))
        {
            await process.Loads.ReadWeightsAsync(visitor);
            process.Server.Models.Load(new LoadedModel(visitor, process.Now));
            process.Loads.End(visitor.Id);
        }
    }
}
