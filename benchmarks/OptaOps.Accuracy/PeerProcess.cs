using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OptaOps.Core.Lmx;

namespace OptaOps.Accuracy;

/// <summary>The stamping peer, running in a process of its own.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;
    private int _streams;

    private PeerProcess(Process process, int port)
    {
        _process = process;
        Endpoint = new LmxEndpoint(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), null, null);
        _http = new HttpClient { BaseAddress = Endpoint.Address };
    }

    public LmxEndpoint Endpoint { get; }

    public static async Task<PeerProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(PeerProcess).Assembly.Location);
        }

        start.ArgumentList.Add("peer");
        var process = Process.Start(start)!;
        return new PeerProcess(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    public StreamOrder Order(double ttftMs, double tokensPerSecond, int tokens, int tokensPerPiece = 1) =>
        new($"s{++_streams}", ttftMs, 1000 / tokensPerSecond, tokens, tokensPerPiece);

    /// <summary>Timestamps of the sends of a stream: every piece of text, then the end.</summary>
    public async Task<long[]> StampsAsync(StreamOrder order) =>
        JsonSerializer.Deserialize<long[]>(await _http.GetStringAsync(new Uri($"/stamps/{order.Id}", UriKind.Relative)))!;

    public void Dispose()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
