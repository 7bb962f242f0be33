using System.Globalization;

namespace OptaOps.Accuracy;

/// <summary>The browser's driver in a process of its own: its messages would be garbage of the measuring one.</summary>
internal sealed class PagesProcess : IDisposable
{
    private readonly OwnProcess _process;

    private PagesProcess(OwnProcess process) => _process = process;

    /// <summary>Returns when all pages are shown.</summary>
    public static async Task<PagesProcess> OpenAsync(string address, string[] paths)
    {
        var process = new OwnProcess(["pages", address, .. paths]);
        // People's browsers are on other machines: this one must not take the cores from the server that it watches.
        process.StandBack();
        await process.ReadLineAsync();
        return new PagesProcess(process);
    }

    /// <summary>How often the pages have drawn something new since they were opened.</summary>
    public async Task<long> ChangesAsync()
    {
        await _process.WriteLineAsync("?");
        return long.Parse(await _process.ReadLineAsync(), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _process.Dispose();
}
