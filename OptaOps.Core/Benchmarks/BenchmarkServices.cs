using Microsoft.Extensions.DependencyInjection;

namespace OptaOps.Core.Benchmarks;

public static class BenchmarkServices
{
    public static IServiceCollection AddBenchmarks(this IServiceCollection services) => services;
}
