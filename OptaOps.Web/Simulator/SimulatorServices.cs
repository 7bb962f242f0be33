using OptaOps.Core;

namespace OptaOps.Web.Simulator;

public static class SimulatorServices
{
    public static IServiceCollection AddLmxSimulator(this IServiceCollection services)
    {
        services.AddSettings<SimulatorOptions>(SimulatorOptions.Section);
        services.AddHostedService<SimulatorHost>();
        services.AddHostedService<GatewaySimulatorHost>();
        return services;
    }
}
