namespace OptaOps.Web.Simulator;

/// <summary>What happens on a simulated server without us: other people's requests, and a second model that comes and goes.</summary>
/// <param name="Visitor">The model that is loaded and unloaded again; its load blocks the server.</param>
/// <param name="VisitEvery">From one change of the loaded set to the next.</param>
public sealed record SimulatedLife(SimulatedModel Visitor, TimeSpan VisitEvery)
{
    /// <summary>Pauses between foreign requests, in turn: irregular to the eye, the same each time.</summary>
    private static readonly int[] PauseSeconds = [39, 54, 31, 47, 62, 35, 43];

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(6);

    internal async Task RunAsync(LmxProcess process)
    {
        try
        {
            await Task.WhenAll(AskAsync(process), VisitAsync(process));
        }
        catch (OperationCanceledException) when (process.Ending.IsCancellationRequested)
        {
        }
    }

    private static async Task AskAsync(LmxProcess process)
    {
        for (var turn = 0; ; turn++)
        {
            await PassAsync(process, TimeSpan.FromSeconds(PauseSeconds[turn % PauseSeconds.Length]));
            if (process.Server.Models.Loaded is [var model, ..] && process.Slots.TryTake())
            {
                var question = $"Somebody else's question {turn % 5}";
                var arrivedAt = process.Clock.Now;
                model.Pace.Join(arrivedAt);
                try
                {
                    model.Begin(question, process.Now);
                    await PassAsync(process, AnswerTime);
                }
                finally
                {
                    model.Pace.Leave(process.Clock.Now);
                    process.Slots.Leave();
                    process.Finish(Finished(process, model, question, arrivedAt));
                }
            }
        }
    }

    private static FinishedRequest Finished(LmxProcess process, LoadedModel model, string question, double arrivedAt) => new(
        model.Id,
        TimeSpan.FromMilliseconds(process.Clock.Now - arrivedAt),
        question.Length / 4,
        (int)(AnswerTime / model.Model.Timing.PerToken),
        Streamed: true,
        Failed: false,
        Client: null);

    private static Task PassAsync(LmxProcess process, TimeSpan real) =>
        Task.Delay(process.Server.Scaled(real), process.Time, process.Ending);

    private async Task VisitAsync(LmxProcess process)
    {
        while (true)
        {
            await PassAsync(process, VisitEvery);
            await process.Loads.LoadAsync(Visitor, LoadOptions.None);
            await PassAsync(process, VisitEvery);
            process.Unload(Visitor.Id, "manual");
        }
    }
}
