using System.Net;

namespace OptaOps.Web.Hosting;

/// <summary>The setting <c>Urls</c>: where OptaOps listens, and whether that is this machine alone.</summary>
internal static partial class ListenAddresses
{
    public const string Default = "http://127.0.0.1:5080";

    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
        (configuration["Urls"] ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>True when nobody but this machine can reach any of the addresses.</summary>
    public static bool AreLoopback(IConfiguration configuration) => Of(configuration).All(IsLoopback);

    /// <summary>One sentence per address that cannot be listened on, and per other way to listen, which would pass by the check of Urls.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var urls = Of(configuration);
        if (urls.Count == 0)
        {
            yield return $"Urls is empty. Write where to listen, like {Default}.";
        }

        foreach (var url in urls.Where(url => Authority(url) is null))
        {
            yield return $"Urls has \"{url}\", which is no address to listen on. Write it like {Default}.";
        }

        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            yield return "Kestrel:Endpoints is set, but OptaOps listens where Urls says. Write the address into Urls; a certificate goes into Kestrel:Certificates:Default.";
        }
    }

    public static void WarnOfOthers(IConfiguration configuration, ILogger logger)
    {
        var other = Environment.GetEnvironmentVariable("ASPNETCORE_URLS");
        if (!string.IsNullOrEmpty(other) && other != configuration["Urls"])
        {
            Log.OtherAddress(logger, other, configuration["Urls"] ?? Default);
        }
    }

    private static bool IsLoopback(string url) => Authority(url) is { } authority
        && (authority.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(authority.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    private static BindingAddress? Authority(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Host.Length: > 0, Scheme: "http" or "https" } parsed ? parsed : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "ASPNETCORE_URLS is {Other}, but Urls decides: listening on {Urls}")]
        public static partial void OtherAddress(ILogger logger, string other, string urls);
    }
}
