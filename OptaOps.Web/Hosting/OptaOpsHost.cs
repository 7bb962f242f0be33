using Microsoft.Extensions.Options;
using OptaOps.Core;
using OptaOps.Core.Storage;
using OptaOps.Web.Access;
using OptaOps.Web.Api;
using OptaOps.Web.Components;
using OptaOps.Web.Simulator;
using Serilog;

namespace OptaOps.Web.Hosting;

/// <summary>Builds the whole application; tests build the very same one.</summary>
public static class OptaOpsHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(OptaOpsHost).Assembly.GetName().Name,
            ContentRootPath = ContentRoot.Find(),
        });
        builder.Configuration.AddShippedSettings();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(builder.Configuration["Urls"] ?? ListenAddresses.Default);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Open pages hold their connections; a stop does not wait for them longer than this.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSerilog(logging => logging.ReadFromOptaOps(builder.Configuration), writeToProviders: false);

        builder.Services.PostConfigure<StorageOptions>(storage => storage.Directory = ContentRoot.Absolute(builder.Environment, storage.Directory));
        builder.Services.AddOptaOpsCore(openNodes: services => services.AddLmxSimulator());
        builder.Services.AddAccess(builder.Configuration, builder.Environment);
        builder.Services.AddOptaOpsApi();
        builder.Services.AddOptaOpsComponents();

        var app = builder.Build();
        // Checked now: a start makes the workers before it checks, and so ends at the first fault that one of them meets.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        ListenAddresses.WarnOfOthers(app.Configuration, app.Logger);
        app.UseAccess();
        app.MapOptaOpsApi();
        app.MapOptaOpsComponents();
        return app;
    }
}
