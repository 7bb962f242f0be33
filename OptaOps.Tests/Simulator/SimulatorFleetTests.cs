using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class SimulatorFleetTests
{
    [Fact]
    public async Task Mono512_is_the_server_of_the_seed_report()
    {
        await using var simulator = await StartAsync(SimulatorFleet.Mono512(), TimeProvider.System);
        using var http = new HttpClient { BaseAddress = simulator.Address };

        var model = JsonNode.Parse(await http.GetStringAsync("/admin/models", TestContext.Current.CancellationToken))!["loaded"]![0]!;

        Assert.Equal("inferencerlabs/MiniMax-M2.5-MLX-6.5bit", model["id"]!.GetValue<string>());
        Assert.Equal(172.43, model["memory_gb"]!.GetValue<double>());
        Assert.Equal(196608, model["context_length"]!.GetValue<int>());
        Assert.True(model["use_batching"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("inferencerlabs/GLM-5-MLX-4.8bit")]
    [InlineData("mlx-community/Kimi-K2.5-3bit")]
    public async Task Mono512_asks_for_a_download_of_what_is_on_its_disk(string id)
    {
        await using var simulator = await StartAsync(SimulatorFleet.Mono512(), TimeProvider.System);
        using var http = new HttpClient { BaseAddress = simulator.Address };
        using var content = new StringContent($$"""{"model_id":"{{id}}"}""", null, "application/json");

        using var response = await http.PostAsync("/admin/models/load", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Contains("Model cache is incomplete", await Peer.TextAsync(response), StringComparison.Ordinal);
        Assert.Contains(id, await http.GetStringAsync("/admin/models/available", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Life_on_Opta512_moves_its_counters_and_its_loaded_models()
    {
        var time = new FakeTimeProvider();
        var server = SimulatorFleet.Opta512();
        await using var simulator = await StartAsync(server, time);

        while (server.Models.Loaded.Count < 2)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(server.Models.Loaded[0].RequestCount > 0);
        while (server.Models.Loaded.Count > 1)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static Task<LmxSimulator> StartAsync(SimulatedServer server, TimeProvider time) =>
        LmxSimulator.StartAsync(server, time, cancellationToken: TestContext.Current.CancellationToken);
}
