using System.Collections;
using System.Diagnostics;
using System.Threading.Channels;

namespace OptaOps.Tests.Support;

/// <summary>The built program as a process of its own, started from a directory that has nothing to do with it.</summary>
internal sealed class ShippedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _output = [];
    private readonly Lock _gate = new();
    private int _open = 2;

    private ShippedProgram(string folder, Dictionary<string, string> environment, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "OptaOps.Web.dll"), .. args])
        {
            WorkingDirectory = TempFolders.Make(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(each => (string)each.Key).Where(IsOurs))
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process.StartInfo = start;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where the web project was built, in the configuration of these tests.</summary>
    public static string Folder { get; } =
        Path.Combine(AppContext.BaseDirectory, "..", "..", "OptaOps.Web", new DirectoryInfo(AppContext.BaseDirectory).Name);

    /// <summary>All lines of output and error so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_gate)
            {
                return [.. _output];
            }
        }
    }

    public static ShippedProgram Start(Dictionary<string, string>? environment, params string[] args) => new(Path.GetFullPath(Folder), environment ?? [], args);

    public static ShippedProgram StartIn(string folder, params string[] args) => new(folder, [], args);

    /// <summary>The first line that has the text; fails when the program ends without it.</summary>
    public async Task<string> LineAsync(string text)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The program ended without \"{text}\":\n{string.Join('\n', Output)}");
    }

    /// <summary>The exit code, when all output was read.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>Ends it without asking, and reads what it has said.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static bool IsOurs(string name) => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal)
        || name is "URLS" or "Urls"
        || name.Contains("__", StringComparison.Ordinal);

    private void Take(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref _open) == 0)
            {
                _lines.Writer.TryComplete();
            }

            return;
        }

        lock (_gate)
        {
            _output.Add(line);
        }

        _lines.Writer.TryWrite(line);
    }
}
