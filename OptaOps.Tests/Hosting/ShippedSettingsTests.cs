using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;
using OptaOps.Tests.Architecture;
using OptaOps.Web.Access;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Hosting;

/// <summary>The appsettings.json at the top of the repository, which every installation begins with.</summary>
public sealed class ShippedSettingsTests
{
    /// <summary>Design §7, with its two example entries taken out as it says.</summary>
    private const string Designed =
        """
        { "Urls": "http://127.0.0.1:5080",
          "AllowedHosts": "*",
          "Access": { "Token": "", "AllowOpenLan": false },
          "Storage": { "Directory": "data" },
          "Simulator": { "Enabled": null, "Speed": 1 },
          "Fleet": { "PollEvery": "00:00:05", "Nodes": [] },
          "Gateways": { "CheckEvery": "00:00:10", "Items": [] },
          "Benchmarks": { "RunTimeout": "00:10:00", "StallTimeout": "00:01:00", "Scenarios": [] } }
        """;

    private static readonly string Shipped = SourceTree.Read("appsettings.json");

    [Fact]
    public void It_has_the_shape_and_the_values_of_the_design() => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Designed), JsonNode.Parse(Shipped)));

    [Fact]
    public void Every_setting_in_it_is_one_that_a_class_reads() => BindAll(Shipped);

    [Theory]
    [InlineData("Token", "Tokens")]
    [InlineData("Directory", "Folder")]
    [InlineData("Speed", "Sped")]
    [InlineData("PollEvery", "PolEvery")]
    [InlineData("StallTimeout", "StallTimeOut2")]
    public void A_misspelt_setting_would_be_noticed(string right, string wrong) =>
        Assert.Throws<InvalidOperationException>(() => BindAll(Shipped.Replace($"\"{right}\"", $"\"{wrong}\"", StringComparison.Ordinal)));

    [Fact]
    public void The_classes_default_to_what_it_says()
    {
        var (access, storage, simulator, fleet, benchmarks) = BindAll(Shipped);

        Same(new AccessOptions(), access);
        Same(new StorageOptions(), storage);
        Same(new SimulatorOptions(), simulator);
        Same(new FleetOptions(), fleet);
        Same(new BenchmarkOptions(), benchmarks);
    }

    [Fact]
    public void A_null_text_is_an_empty_one()
    {
        var (access, _, _, fleet, benchmarks) = BindAll(
            """
            { "Access": { "Token": null }, "Storage": { "Directory": "data" }, "Simulator": { "Speed": 1 },
              "Fleet": { "Nodes": [ { "Name": null, "Address": null, "AdminKey": null, "InferenceKey": null } ] },
              "Benchmarks": { "Scenarios": [ { "Name": null, "Prompt": null } ] } }
            """);

        Assert.Equal("", access.Token);
        Same(new NodeOptions(), fleet.Nodes.Single());
        Same(new ScenarioOptions(), benchmarks.Scenarios.Single());
    }

    private static (AccessOptions Access, StorageOptions Storage, SimulatorOptions Simulator, FleetOptions Fleet, BenchmarkOptions Benchmarks) BindAll(string json)
    {
        var settings = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        return (Bind<AccessOptions>(AccessOptions.Section), Bind<StorageOptions>(StorageOptions.Section), Bind<SimulatorOptions>(SimulatorOptions.Section),
            Bind<FleetOptions>(FleetOptions.Section), Bind<BenchmarkOptions>(BenchmarkOptions.Section));

        T Bind<T>(string section)
            where T : new()
        {
            var options = new T();
            settings.GetRequiredSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            return options;
        }
    }

    private static void Same<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
