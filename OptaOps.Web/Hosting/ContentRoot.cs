using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace OptaOps.Web.Hosting;

/// <summary>Where the application's own files are, whatever directory it was started from.</summary>
internal static class ContentRoot
{
    /// <summary>The project folder under <c>dotnet run</c>, which starts there; else the folder of the program itself.</summary>
    public static string Find() =>
        File.Exists(Path.Combine(Environment.CurrentDirectory, "OptaOps.Web.csproj")) ? Environment.CurrentDirectory : AppContext.BaseDirectory;

    public static string Absolute(IHostEnvironment environment, string directory) =>
        string.IsNullOrWhiteSpace(directory) ? directory : Path.GetFullPath(directory, environment.ContentRootPath);

    /// <summary>
    /// Adds the appsettings.json that lies beside the program: above ASPNETCORE_ variables, whose URLS must not win over Urls, and below
    /// plain environment variables and the command line.
    /// </summary>
    public static void AddShippedSettings(this IConfigurationBuilder configuration)
    {
        var settings = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Optional = false };
        settings.ResolveFileProvider();
        var plainVariables = configuration.Sources
            .Select((source, i) => (source, i))
            .Where(each => each.source is EnvironmentVariablesConfigurationSource { Prefix: null or "" })
            .Select(each => each.i)
            .LastOrDefault(configuration.Sources.Count);
        configuration.Sources.Insert(plainVariables, settings);
    }
}
