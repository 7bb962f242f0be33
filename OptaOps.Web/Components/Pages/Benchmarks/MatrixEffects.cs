namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>What a matrix changes on a node, said wherever one is started.</summary>
internal static class MatrixEffects
{
    public const string Sentence =
        "The runs fill the node's prefix cache, set the last use of each measured model, raise its request counters, and may move LMX's adaptive "
        + "concurrency by one slot. Nothing is loaded or unloaded.";
}
