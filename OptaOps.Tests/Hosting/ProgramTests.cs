using System.Net.Sockets;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Hosting;

public sealed class ProgramTests(RunningProgram program) : IClassFixture<RunningProgram>
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_where_the_environment_says_and_not_where_the_file_does()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(program.Address, "/health/live")) { Headers = { Host = "ops.lan" } };

        Assert.Equal("127.0.0.2", program.Address.Host);
        Assert.True((await http.SendAsync(request, _token)).IsSuccessStatusCode);
    }

    [Fact]
    public void The_start_lists_every_node_with_which_keys_it_has_and_the_command_line_has_the_last_word()
    {
        Assert.Contains(program.Output, line => line.EndsWith("Node from the command line at http://127.0.0.1:9: admin key set", StringComparison.Ordinal));
        Assert.Contains(program.Output, line => line.EndsWith("Node Studio at http://127.0.0.1:10: no key", StringComparison.Ordinal));
        Assert.DoesNotContain(program.Output, line => line.Contains("from the environment", StringComparison.Ordinal));
        Assert.DoesNotContain(program.Output, line => line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public void A_differing_ASPNETCORE_URLS_gets_one_warning_that_names_both() => Assert.Single(
        program.Output, line => line.Contains("ASPNETCORE_URLS is http://127.0.0.1:1, but Urls decides: listening on http://127.0.0.2:0", StringComparison.Ordinal));

    [Fact]
    public void A_relative_storage_directory_is_beside_the_program_and_printed_in_full()
    {
        var database = Path.Combine(program.StorageFolder, "optaops.db");

        Assert.Contains(program.Output, line => line.EndsWith($"Database {database}", StringComparison.Ordinal));
        Assert.True(File.Exists(database));
    }

    [Fact]
    public async Task The_health_probe_says_0_while_it_runs_with_the_same_settings()
    {
        await using var probe = ShippedProgram.Start(new(RunningProgram.Environment) { ["Urls"] = program.Address.ToString() }, "--health");

        Assert.Equal(0, await probe.ExitAsync());
    }

    [Fact]
    public async Task The_health_probe_says_1_when_nobody_answers()
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        await using var probe = ShippedProgram.Start(null, "--health", "--Urls", $"http://{nobody.LocalEndPoint}");

        Assert.Equal(1, await probe.ExitAsync());
        Assert.NotEmpty(probe.Output);
    }

    [Fact]
    public async Task The_health_probe_says_1_and_why_when_the_address_is_unreadable()
    {
        await using var probe = ShippedProgram.Start(null, "--health", "--Urls", "banana");

        Assert.Equal(1, await probe.ExitAsync());
        Assert.Contains("Urls has \"banana\"", Assert.Single(probe.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_start_ends_with_1_and_one_sentence_for_each_fault_of_every_section()
    {
        await using var refused = ShippedProgram.Start(
            new()
            {
                ["Urls"] = "http://0.0.0.0:0",
                ["Fleet__PollEvery"] = "often",
                ["Fleet__Nodes__0__Address"] = "mono512",
                ["Storage__Directory"] = "",
            },
            "--Benchmarks:RunTimeout", "00:00:00", "--Benchmarks:StallTimeout", "2:00:00", "--Simulator:Speed", "0");

        Assert.Equal(1, await refused.ExitAsync());
        Assert.Equal("OptaOps does not start:", refused.Output[0]);
        string[] named = ["Urls is http://0.0.0.0:0", "Fleet:PollEvery", "Storage:Directory", "Benchmarks:RunTimeout", "Benchmarks:StallTimeout", "Simulator:Speed"];
        Assert.All(named, setting => Assert.Single(refused.Output, line => line.Contains(setting, StringComparison.Ordinal)));
        Assert.Equal(named.Length + 1, refused.Output.Count);
    }

    [Fact]
    public async Task A_settings_file_that_cannot_be_read_is_named_with_the_place()
    {
        var folder = TempFolders.Make();
        foreach (var file in Directory.EnumerateFiles(ShippedProgram.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{\n  \"Urls\": \"http://127.0.0.1:0\"\n  \"Fleet\": {}\n}", _token);
        await using var refused = ShippedProgram.StartIn(folder);

        Assert.Equal(1, await refused.ExitAsync());
        Assert.Equal(2, refused.Output.Count);
        Assert.Contains("appsettings.json", refused.Output[1], StringComparison.Ordinal);
        Assert.Contains("LineNumber: 2", refused.Output[1], StringComparison.Ordinal);
    }
}
