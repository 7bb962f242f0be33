namespace OptaOps.Web.Simulator;

public static class SimulatorServices
{
    public static IServiceCollection AddLmxSimulator(this IServiceCollection services)
    {
        services.AddOptions<SimulatorOptions>().BindConfiguration(SimulatorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<SimulatorHost>();
        return services;
    }
}
