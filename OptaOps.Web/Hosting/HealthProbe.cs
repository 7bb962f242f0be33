namespace OptaOps.Web.Hosting;

/// <summary>
/// <c>--health</c>: asks the application that runs in the same container or on the same machine whether it lives. Exit code 0 means yes,
/// so that an image needs no other tool for its health check.
/// </summary>
internal static class HealthProbe
{
    public static async Task<int> RunAsync()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).AddEnvironmentVariables().Build();
        var address = BindingAddress.Parse(ListenAddresses.Of(configuration)[0]);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(new Uri($"{address.Scheme}://127.0.0.1:{address.Port}/health/live"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
