using System.Net;
using System.Net.Sockets;
using OptaOps.Tests.Support;
using OptaOps.Web.Hosting;

namespace OptaOps.Tests.Hosting;

/// <summary>A start that is refused says each fault in one sentence that names the setting, and never echoes a key.</summary>
public sealed class StartFaultTests
{
    private static readonly string Long = new('x', 81);

    private static readonly string[] Node = ["--Fleet:Nodes:0:Name", "studio", "--Fleet:Nodes:0:Address", "http://127.0.0.1:9"];

    private static readonly string[] Gateway = ["--Gateways:Items:0:Name", "Mono", "--Gateways:Items:0:Address", "http://mono512:19001"];

    private static readonly string[] Gateways = [.. Gateway, "--Gateways:Items:1:Name", "other", "--Gateways:Items:1:Address", "http://mono512:19050"];

    private static readonly string[] Scenario = ["--Benchmarks:Scenarios:0:Name", "mine", "--Benchmarks:Scenarios:0:Prompt", "Tell me"];

    public static TheoryData<string, string, string> Values => new()
    {
        { "Fleet:PollEvery", "00:00:00", "Fleet:PollEvery" },
        { "Fleet:PollEvery", "5", "Fleet:PollEvery" },
        { "Fleet:PollEvery", "often", "Fleet:PollEvery" },
        { "Fleet:Nodes:0:Name", " ", "Fleet:Nodes:0:Name" },
        { "Fleet:Nodes:0:Name", Long, "Fleet:Nodes:0:Name" },
        { "Fleet:Nodes:0:Address", "", "Fleet:Nodes:0:Address" },
        { "Fleet:Nodes:0:Address", "mono512:1234", "Fleet:Nodes:0:Address" },
        { "Fleet:Nodes:0:Address", "ftp://mono512", "Fleet:Nodes:0:Address" },
        { "Fleet:Nodes:0:Address", "http://", "Fleet:Nodes:0:Address" },
        { "Fleet:Nodes:0:Address", "http://mono512:1234/v1", "Fleet:Nodes:0:Address" },
        { "Fleet:Nodes:0:Address", "http://mono512:1234?key=canary", "Fleet:Nodes:0:Address" },
        { "Fleet:Nodes:0:Address", "http://canary:canary@mono512:1234", "Fleet:Nodes:0:Address" },
        { "Fleet:Nodes:0:AdminKey", "canary key", "Fleet:Nodes:0:AdminKey" },
        { "Fleet:Nodes:0:InferenceKey", "canary-schlüssel", "Fleet:Nodes:0:InferenceKey" },
        { "Fleet:Nodes:1:Name", "STUDIO", "Name \"studio\" 2 times" },
        { "Fleet:Nodes:1:Address", "HTTP://127.0.0.1:9/", "Address \"http://127.0.0.1:9\" 2 times" },
        { "Gateways:CheckEvery", "00:00:01", "Gateways:CheckEvery" },
        { "Gateways:Items:0:Name", " ", "Gateways:Items:0:Name" },
        { "Gateways:Items:0:Address", "mono512:19001", "Gateways:Items:0:Address" },
        { "Gateways:Items:0:Address", "http://canary:canary@mono512:19001", "Gateways:Items:0:Address" },
        { "Gateways:Items:0:Address", "http://mono512:19001/?token=canary", "Gateways:Items:0:Address" },
        { "Gateways:Items:1:Name", "MONO", "Name \"Mono\" 2 times" },
        { "Gateways:Items:1:Address", "HTTP://mono512:19001/", "Address \"http://mono512:19001\" 2 times" },
        { "Gateways:Items:0:Token", "canary", "'Token'" },
        { "Benchmarks:RunTimeout", "00:00:00", "Benchmarks:RunTimeout" },
        { "Benchmarks:RunTimeout", "forever", "Benchmarks:RunTimeout" },
        { "Benchmarks:StallTimeout", "02:00:00", "Benchmarks:StallTimeout" },
        { "Benchmarks:Scenarios:0:Name", "", "Benchmarks:Scenarios:0:Name" },
        { "Benchmarks:Scenarios:0:Name", "two words", "Benchmarks:Scenarios:0:Name" },
        { "Benchmarks:Scenarios:0:Name", "SHORT_64", "Benchmarks:Scenarios has the name" },
        { "Benchmarks:Scenarios:0:Prompt", " ", "Benchmarks:Scenarios:0:Prompt" },
        { "Benchmarks:Scenarios:0:MaxTokens", "0", "Benchmarks:Scenarios:0:MaxTokens" },
        { "Benchmarks:Scenarios:0:MaxTokens", "32769", "Benchmarks:Scenarios:0:MaxTokens" },
        { "Benchmarks:Scenarios:0:MaxTokens", "many", "Benchmarks:Scenarios:0:MaxTokens" },
        { "Benchmarks:Scenarios:0:Repeats", "0", "Benchmarks:Scenarios:0:Repeats" },
        { "Benchmarks:Scenarios:0:Repeats", "51", "Benchmarks:Scenarios:0:Repeats" },
        { "Benchmarks:Scenarios:0:Concurrency", "3", "Benchmarks:Scenarios:0:Concurrency" },
        { "Benchmarks:Scenarios:0:Prompts", "Pairs", "Benchmarks:Scenarios:0:Prompts" },
        { "Benchmarks:Scenarios:0:Prompts", "banana", "Benchmarks:Scenarios:0:Prompts" },
        { "Benchmarks:Scenarios:0:Prompts", "7", "Benchmarks:Scenarios:0:Prompts" },
        { "Events:KeepFor", "00:10:00", "Events:KeepFor" },
        { "Events:KeepAtMost", "0", "Events:KeepAtMost" },
        { "Fleet:PolEvery", "00:00:05", "'PolEvery'" },
        { "Fleet:Nodes:0:AdminKy", "canary", "'AdminKy'" },
        { "Access:Tokn", "canary", "'Tokn'" },
        { "Simulator:Speed", "0", "Simulator:Speed" },
        { "Simulator:Speed", "NaN", "Simulator:Speed" },
        { "Simulator:Speed", "fast", "Simulator:Speed" },
        { "Simulator:Enabled", "maybe", "Simulator:Enabled" },
        { "Storage:Directory", "", "Storage:Directory" },
        { "Storage:Directory", " ", "Storage:Directory" },
        { "Storage:KeepRawFor", "00:10:00", "Storage:KeepRawFor" },
        { "Storage:KeepMinutesFor", "01:00:00", "Storage:KeepMinutesFor" },
        { "Storage:MaxSizeMb", "63", "Storage:MaxSizeMb" },
        { "Access:Token", "short", "Access:Token" },
        { "Access:AllowOpenLan", "perhaps", "Access:AllowOpenLan" },
        { "Urls", "", "Urls" },
        { "Urls", " ; ", "Urls" },
        { "Urls", "banana", "Urls" },
        { "Urls", "ftp://127.0.0.1:21", "Urls" },
        { "Urls", "http://192.0.2.1:5080", "Access:Token" },
        { "Urls", "http://0.0.0.0:0", "Access:Token" },
        { "Urls", "http://[::]:0", "Access:Token" },
        { "Urls", "http://*:0", "Access:Token" },
        { "Urls", "http://+:0", "Access:Token" },
        { "Urls", "http://ops.lan:0", "Access:Token" },
        { "Urls", "http://127.0.0.1:0;http://0.0.0.0:0", "Access:Token" },
        { "Kestrel:Endpoints:Lan:Url", "http://0.0.0.0:0", "Kestrel:Endpoints" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_that_cannot_be_meant_is_refused(string setting, string value, string named)
    {
        string[] more = setting.StartsWith("Fleet:Nodes:1", StringComparison.Ordinal)
            ? [.. Node, "--Fleet:Nodes:1:Name", "other", "--Fleet:Nodes:1:Address", "http://127.0.0.1:10"]
            : setting.StartsWith("Gateways:Items:1", StringComparison.Ordinal) ? [.. Node, .. Gateways] : [.. Node, .. Scenario, .. Gateway];

        var sentence = Assert.Single(await RefusedAsync([.. more, $"--{setting}", value]));

        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public async Task Several_faults_of_one_node_are_several_sentences() => Assert.Equal(
        ["Fleet:Nodes:0:Name", "Fleet:Nodes:0:Address", "Fleet:Nodes:0:AdminKey"],
        (await RefusedAsync("--Fleet:Nodes:0:Address", "banana", "--Fleet:Nodes:0:AdminKey", "a b")).Select(sentence => sentence.Split(' ')[0]));

    [Theory]
    [InlineData("--Access:Token", "a secret that is long")]
    [InlineData("--Access:AllowOpenLan", "true")]
    public async Task With_a_token_or_a_stated_wish_the_network_may_reach_it(string setting, string value)
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false", "--Urls", "http://0.0.0.0:0", setting, value);

        Assert.Equal("0.0.0.0", app.Address.Host);
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.8.8.8:5080")]
    [InlineData("http://[::1]:5080;https://127.0.0.1:5081")]
    public void Every_name_of_this_machine_alone_needs_neither(string urls) => Assert.True(
        ListenAddresses.AreLoopback(new Microsoft.Extensions.Configuration.ConfigurationManager { ["Urls"] = urls }));

    [Fact]
    public async Task An_address_of_another_machine_is_said_to_be_none_of_ours() => Assert.StartsWith(
        "Urls ", Assert.Single(await RefusedAsync("--Urls", "http://192.0.2.1:5080", "--Access:AllowOpenLan", "true")), StringComparison.Ordinal);

    [Fact]
    public async Task A_port_that_another_program_holds_is_named()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();

        Assert.Contains($"http://{other.LocalEndPoint}", Assert.Single(await RefusedAsync("--Urls", $"http://{other.LocalEndPoint}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_directory_that_is_a_file_is_named()
    {
        var file = Path.GetTempFileName();

        Assert.Contains($"Storage:Directory {file}", Assert.Single(await RefusedAsync("--Storage:Directory", file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_directory_in_use_by_another_OptaOps_is_named()
    {
        await using var first = await App.StartAsync(null, "--Simulator:Enabled", "false");

        Assert.Contains("another OptaOps", Assert.Single(await RefusedAsync("--Storage:Directory", first.Storage)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_named()
    {
        var directory = TempFolders.Make();
        var database = Path.Combine(directory, "optaops.db");
        await File.WriteAllTextAsync(database, new string('x', 8192), TestContext.Current.CancellationToken);

        Assert.Contains(database, Assert.Single(await RefusedAsync("--Storage:Directory", directory)), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(params string[] settings) =>
        StartGuard.Sentences(await Assert.ThrowsAnyAsync<Exception>(() => App.StartAsync(null, ["--Simulator:Enabled", "false", .. settings])));
}
