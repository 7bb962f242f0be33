using Microsoft.JSInterop;
using Plotly.Blazor;

namespace OptaOps.Web.Components.Charts;

/// <summary>
/// A chart that lets go. Plotly.Blazor's own waits without end for a browser that has left in the middle of a call, and its circuit and the
/// stop of OptaOps wait with it.
/// </summary>
public sealed class LeavingChart : PlotlyChart, IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Draws what Data and Layout are now.</summary>
    public Task RedrawAsync() => WhileHereAsync(React);

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _leaving.CancelAsync();
        await DisposeAsync();
        _leaving.Dispose();
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender
        ? WhileHereAsync(async leaving =>
        {
            await NewPlot(leaving);
            await SubscribeClickEvent(leaving);
        })
        : Task.CompletedTask;

    private async Task WhileHereAsync(Func<CancellationToken, Task> draw)
    {
        if (_leaving.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await draw(_leaving.Token);
        }
        catch (Exception gone) when (gone is JSDisconnectedException || _leaving.IsCancellationRequested)
        {
            // Nobody is there to see it.
        }
    }
}
