using Microsoft.AspNetCore.Components;
using OptaOps.Core.Live;

namespace OptaOps.Web.Components.Live;

/// <summary>
/// A component that shows the newest value of something: watches memory, never the database, and renders at most four times a second.
/// Once a second it renders anyway, so that ages grow.
/// </summary>
public abstract class LiveComponent<T> : ComponentBase, IDisposable
    where T : class
{
    private static readonly TimeSpan RenderEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AgeEvery = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _gone = new();

    [Inject]
    public required Latest<T> Feed { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>The value that is shown.</summary>
    protected T Current { get; private set; } = null!;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized()
    {
        Current = Feed.Value;
        _ = WatchAsync();
        _ = AgeAsync();
    }

    protected virtual void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task WatchAsync()
    {
        var gone = _gone.Token;
        return UntilGoneAsync(async () =>
        {
            await foreach (var next in Feed.WatchAsync(gone))
            {
                Current = next;
                StateHasChanged();
                await Task.Delay(RenderEvery, Time, gone);
            }
        }, gone);
    }

    private Task AgeAsync()
    {
        var gone = _gone.Token;
        return UntilGoneAsync(async () =>
        {
            using var timer = new PeriodicTimer(AgeEvery, Time);
            while (await timer.WaitForNextTickAsync(gone))
            {
                StateHasChanged();
            }
        }, gone);
    }

    private async Task UntilGoneAsync(Func<Task> work, CancellationToken gone)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
