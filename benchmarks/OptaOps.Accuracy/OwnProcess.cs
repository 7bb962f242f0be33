using System.Diagnostics;

namespace OptaOps.Accuracy;

/// <summary>This program once more, in another role: asked by lines on its input, answering by lines, gone when its input ends.</summary>
internal sealed class OwnProcess : IDisposable
{
    private readonly Process _process;

    public OwnProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    /// <summary>This one and what it starts take only what others leave of the cores.</summary>
    public void StandBack() => _process.PriorityClass = ProcessPriorityClass.Idle;

    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A process of the benchmark has died; its own words stand above.");

    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
