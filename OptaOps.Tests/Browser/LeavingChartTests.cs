using System.Diagnostics.Metrics;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Browser;

public sealed class LeavingChartTests : BrowserTest
{
    /// <summary>Plotly's door in a browser that never comes back from drawing.</summary>
    private const string SlowPlotly = """
        export function importScript() { }
        export function newPlot() { document.body.dataset.drawing = "true"; return new Promise(() => { }); }
        export function purge() { }
        """;

    [Fact]
    public async Task A_page_that_is_left_while_its_chart_is_drawn_keeps_no_request_open()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "true", "--Simulator:Speed", "40");
        using var meters = new Meters(app.Get<IMeterFactory>());
        var node = await app.NodeAsync(each => each.State == NodeState.Online);
        var page = await BlankAsync(app);
        await page.RouteAsync("**/plotly-interop*.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = SlowPlotly }));
        await page.GotoAsync($"{app.Address}nodes/{node.Id}");
        await page.Locator("body[data-drawing]").WaitForAsync();
        Assert.True(meters.Requests > 0);

        await page.GotoAsync("about:blank");
        await meters.NoCircuit.Task.WaitAsync(TestContext.Current.CancellationToken);
        await app.StopAsync();

        Assert.Equal(0, meters.Requests);
    }

    /// <summary>What the app itself counts.</summary>
    private sealed class Meters : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _requests;
        private long _circuits;

        public Meters(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name is "http.server.active_requests" or "aspnetcore.components.circuit.active")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, change, _, _) => Count(instrument.Name, change));
            _listener.Start();
        }

        /// <summary>Completes when the last circuit is on its way out.</summary>
        public TaskCompletionSource NoCircuit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Under way now.</summary>
        public long Requests => Interlocked.Read(ref _requests);

        public void Dispose() => _listener.Dispose();

        private void Count(string name, long change)
        {
            if (name == "http.server.active_requests")
            {
                Interlocked.Add(ref _requests, change);
            }
            else if (Interlocked.Add(ref _circuits, change) == 0)
            {
                NoCircuit.TrySetResult();
            }
        }
    }
}
