using System.Net;

namespace OptaOps.Web.Hosting;

/// <summary>
/// <c>--health</c>: asks the application that runs in the same container or on the same machine whether it lives. Exit code 0 means yes,
/// so that an image needs no other tool for its health check.
/// </summary>
internal static class HealthProbe
{
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args).Build();
        if (ListenAddresses.Faults(configuration).FirstOrDefault() is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        var address = BindingAddress.Parse(ListenAddresses.Of(configuration)[0]);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{address.Scheme}://{Reachable(address.Host)}:{address.Port}/health/live"));
        request.Headers.Host = AllowedHost(configuration["AllowedHosts"] ?? "*");
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <summary>An address that stands for all of this machine's is asked on loopback.</summary>
    private static string Reachable(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) ? host : "127.0.0.1";

    /// <summary>A name that the application answers to; null when it answers to any.</summary>
    private static string? AllowedHost(string allowed)
    {
        var names = allowed.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Contains("*") ? null : names.FirstOrDefault()?.Replace("*.", "optaops.", StringComparison.Ordinal);
    }
}
