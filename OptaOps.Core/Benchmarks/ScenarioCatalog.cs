namespace OptaOps.Core.Benchmarks;

/// <summary>The scenarios that can be chosen: the three built in and those from configuration.</summary>
public sealed class ScenarioCatalog
{
    /// <summary>Built-in ones first, then configured ones in their order.</summary>
    public IReadOnlyList<ScenarioView> All => throw new NotImplementedException();
}
