using OptaOps.Tests.Support;

namespace OptaOps.Tests.Hosting;

/// <summary>One started program whose settings come from the file, the environment and the command line at once.</summary>
public sealed class RunningProgram : IAsyncLifetime
{
    /// <summary>Relative, and so beside the program.</summary>
    private readonly string _storage = Path.Combine("data-of-tests", Guid.NewGuid().ToString("N"));
    private ShippedProgram _program = null!;

    public Uri Address { get; private set; } = null!;

    public string StorageFolder => Path.GetFullPath(Path.Combine(ShippedProgram.Folder, _storage));

    internal IReadOnlyList<string> Output => _program.Output;

    internal static Dictionary<string, string> Environment { get; } = new()
    {
        ["Urls"] = "http://127.0.0.2:0",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
        ["AllowedHosts"] = "ops.lan",
        ["Fleet__Nodes__0__Name"] = "from the environment",
        ["Fleet__Nodes__0__Address"] = "http://127.0.0.1:9",
        ["Fleet__Nodes__0__AdminKey"] = "canary-of-the-admin",
        ["Fleet__Nodes__1__Name"] = "Studio",
        ["Fleet__Nodes__1__Address"] = "http://127.0.0.1:10",
    };

    public async ValueTask InitializeAsync()
    {
        _program = ShippedProgram.Start(Environment, "--Fleet:Nodes:0:Name", "from the command line", "--Storage:Directory", _storage);
        var line = await _program.LineAsync("Now listening on: ");
        Address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
        await _program.LineAsync("Application started");
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(StorageFolder, recursive: true);
    }
}
