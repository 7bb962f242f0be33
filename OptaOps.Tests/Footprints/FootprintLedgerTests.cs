using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Footprints;
using OptaOps.Core.Storage;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Footprints;

public sealed class FootprintLedgerTests
{
    private static readonly SimulatedModel Foo = new("acme/Foo-4bit") { MemoryGb = 172.43 };
    private static readonly SimulatedModel Bar = new("acme/Bar-4bit") { MemoryGb = 17.2 };

    [Fact]
    public async Task A_stay_that_was_seen_whole_has_every_figure_and_what_it_left_behind()
    {
        var server = new SimulatedServer("peer") { BaseUsedGb = 15.5 };
        server.Models.AddLoaded(Bar);
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);
        await PollAsync(app, 2);
        server.Models.AddLoaded(Foo);
        await PollAsync(app, 2);
        server.BaseUsedGb = 20;
        await PollAsync(app, 2);
        server.BaseUsedGb = 17;
        server.Models.Unload(Foo.Id);
        await PollAsync(app, 2);

        var views = await app.Get<FootprintHistory>().ReadAsync(1, TestContext.Current.CancellationToken);

        var foo = Assert.Single(views, view => view.ModelId == Foo.Id);
        Assert.Equal(
            [172.43, 32.7, 205.13, 209.63, 34.2, 1.5],
            new[] { foo.MemoryGb, foo.BeforeGb, foo.AfterGb, foo.PeakGb, foo.AfterUnloadGb, foo.LeftBehindGb }.Select(figure => Math.Round(figure.Median!.Value, 2)));
        Assert.All([foo.MemoryGb, foo.BeforeGb, foo.AfterGb, foo.PeakGb, foo.AfterUnloadGb, foo.LeftBehindGb], figure => Assert.Equal(1, figure.N));
        Assert.Null(foo.Trend);
        Assert.Contains("there are 1 over 0 days", foo.TrendLacks, StringComparison.Ordinal);
        var bar = Assert.Single(views, view => view.ModelId == Bar.Id);
        Assert.Equal((0, 0, 1), (bar.BeforeGb.N, bar.AfterGb.N, bar.PeakGb.N));
        Assert.InRange(bar.PeakGb.Median!.Value, 34.1, 34.3);
    }

    [Fact]
    public async Task What_is_left_behind_is_unknown_when_another_model_came_meanwhile()
    {
        var server = new SimulatedServer("peer") { BaseUsedGb = 15.5 };
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);
        await PollAsync(app, 2);
        server.Models.AddLoaded(Foo);
        await PollAsync(app, 2);
        server.Models.AddLoaded(Bar);
        await PollAsync(app, 2);
        server.Models.Unload(Foo.Id);
        await PollAsync(app, 2);

        var foo = (await app.Get<FootprintHistory>().ReadAsync(1, TestContext.Current.CancellationToken)).Single(view => view.ModelId == Foo.Id);

        Assert.Equal((1, 1, 0), (foo.BeforeGb.N, foo.AfterUnloadGb.N, foo.LeftBehindGb.N));
        Assert.InRange(foo.PeakGb.Median!.Value, 187, 188);
    }

    [Fact]
    public async Task A_leak_over_months_is_a_slope_with_its_n_and_a_short_record_is_none()
    {
        await using var peer = await LmxSimulator.StartAsync(new SimulatedServer("peer"), TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);
        await using (var database = await app.Get<IDbContextFactory<OptaOpsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            // A fifth of a GB more each ten days, and one odd stay that must not bend it.
            Seed(database, "acme/Leaks", 12, daysApart: 10, stay => stay == 5 ? 40 : 0.2 * stay);
            Seed(database, "acme/Flat", 12, daysApart: 10, stay => stay % 2 == 0 ? 0.1 : -0.1);
            Seed(database, "acme/Short", 12, daysApart: 1, stay => stay);
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var models = (await app.Http.GetFromJsonAsync<JsonArray>("/api/v1/nodes/1/footprint", TestContext.Current.CancellationToken))!
            .ToDictionary(model => model!["modelId"]!.GetValue<string>(), model => model!);

        var leak = models["acme/Leaks"]["trend"]!;
        Assert.Equal(0.2 / 10 * 30.44, leak["gbPerMonth"]!.GetValue<double>(), 3);
        Assert.True(leak["lowGbPerMonth"]!.GetValue<double>() > 0);
        Assert.Equal((12, 110), (leak["n"]!.GetValue<int>(), leak["days"]!.GetValue<double>()));
        var flat = models["acme/Flat"]["trend"]!;
        Assert.True(flat["lowGbPerMonth"]!.GetValue<double>() <= 0 && flat["highGbPerMonth"]!.GetValue<double>() >= 0);
        Assert.Null(models["acme/Short"]["trend"]);
        Assert.Contains("12 over 11 days", models["acme/Short"]["trendLacks"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static void Seed(OptaOpsDb database, string model, int stays, int daysApart, Func<int, double> leftBehind)
    {
        var begin = DateTimeOffset.FromUnixTimeSeconds(1740000000);
        for (var i = 0; i < stays; i++)
        {
            var stay = new ModelStayRow { NodeId = 1, ModelId = model, SeenAt = begin.AddDays(i * daysApart), GoneAt = begin.AddDays(i * daysApart).AddHours(5) };
            database.Add(stay);
            database.SaveChanges();
            database.Add(new FootprintRow { StayId = stay.Id, Others = "", BeforeGb = 20, AfterUnloadGb = 20 + leftBehind(i), LeftBehindGb = leftBehind(i) });
        }
    }

    /// <summary>The node is polled when the test says so, with its list.</summary>
    private static async Task<App> WatchAsync(Uri address)
    {
        var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{address}", "--Fleet:PollEvery", "00:10:00");
        await app.NodeAsync(node => node.Models is not null);
        return app;
    }

    private static async Task PollAsync(App app, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await app.Get<FleetPoller>().PollNowAsync(1, TestContext.Current.CancellationToken);
        }
    }
}
