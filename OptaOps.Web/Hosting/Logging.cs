using System.Globalization;
using Serilog;
using Serilog.Events;

namespace OptaOps.Web.Hosting;

/// <summary>Console logging. Requests are not logged one by one: pages and polls would drown what matters.</summary>
internal static class Logging
{
    public static void ReadFromOptaOps(this LoggerConfiguration logging, IConfiguration configuration) => logging
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Migrations", LogEventLevel.Information)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .ReadFrom.Configuration(configuration)
        .WriteTo.Console(
            outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext:l} {Message:l}{NewLine}{Exception}", formatProvider: CultureInfo.InvariantCulture);
}
