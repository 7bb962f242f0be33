using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OptaOps.Performance;

/// <summary>A start of the published program, from its process to the first 200 of /health/live.</summary>
internal static class Start
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    private static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "publish", "start", "OptaOps.Web.dll"));

    /// <summary>Starts and ends it once.</summary>
    public static async Task OnceAsync(string directory)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Program, "--Urls", address, "--Storage:Directory", directory, "--Fleet:Nodes:0:Name", BigDatabase.NodeName,
                "--Fleet:Nodes:0:Address", "http://127.0.0.1:9", "--Serilog:MinimumLevel:Default", "Fatal",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            await UntilLiveAsync(new Uri(address), process);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task UntilLiveAsync(Uri address, Process process)
    {
        using var http = new HttpClient { BaseAddress = address };
        var begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < Patience && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(Between, TimeProvider.System);
        }

        throw new InvalidOperationException($"{Program} did not come up.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
