using System.Diagnostics;
using System.Globalization;

namespace OptaOps.Soak;

/// <summary>The built application in a process of its own, with the nodes in its configuration and an empty database.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly string _storage;

    private AppProcess(Process process, string storage, string address) => (_process, _storage, Address) = (process, storage, address);

    public string Address { get; }

    public string DatabasePath => Path.Combine(_storage, "optaops.db");

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, MiB.</summary>
    public double MemoryMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024.0 * 1024.0);
        }
    }

    public static async Task<AppProcess> StartAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        var storage = Directory.CreateTempSubdirectory("optaops-soak-").FullName;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "OptaOps.Web", new DirectoryInfo(AppContext.BaseDirectory).Name, "OptaOps.Web.dll"));
        var start = new ProcessStartInfo("dotnet", [program, "--Urls", "http://127.0.0.1:0", "--Storage:Directory", storage, "--Simulator:Enabled", "false", "--Fleet:PollEvery", "00:00:05"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = storage,
        };
        foreach (var (port, i) in ports.Select((port, i) => (port, i)))
        {
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--Fleet:Nodes:{i}:Name=soak{i:00}"));
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--Fleet:Nodes:{i}:Address=http://127.0.0.1:{port}"));
        }

        var process = Process.Start(start)!;
        const string Listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(Listening, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new AppProcess(process, storage, line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim());
            }
        }

        throw new InvalidOperationException("The application did not start; its own words stand above.");
    }

    /// <summary>Asks it to stop, so that it stores what it holds.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
        {
            return;
        }

        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopWithin, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        Directory.Delete(_storage, recursive: true);
    }
}
