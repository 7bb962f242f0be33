namespace OptaOps.Web.Simulator;

/// <summary>Unloads a model that nobody used for as long as its load asked to keep it; running answers do not count as use.</summary>
internal static class IdleEviction
{
    public static void Watch(LmxProcess process, string id, TimeSpan keepAlive)
    {
        if (process.Server.Models.FindLoaded(id) is { } loaded)
        {
            _ = WatchAsync(process, loaded, process.Server.Scaled(keepAlive).TotalSeconds);
        }
    }

    private static async Task WatchAsync(LmxProcess process, LoadedModel loaded, double keepSeconds)
    {
        try
        {
            // Unix seconds are too coarse to be compared to the last digit.
            while (process.Now - loaded.LastUsedAt is var idle && idle < keepSeconds - 0.001)
            {
                await process.Clock.WaitUntilAsync(process.Clock.Now + ((keepSeconds - idle) * 1000), process.Ending);
            }

            // Another load of the same id since then is another model.
            if (process.Server.Models.FindLoaded(loaded.Id) == loaded && process.Unload(loaded.Id, "ttl") is not null)
            {
                process.Events.Evicted(loaded, process.Now - loaded.LastUsedAt);
            }
        }
        catch (OperationCanceledException) when (process.Ending.IsCancellationRequested)
        {
        }
    }
}
