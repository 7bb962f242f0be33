namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>What a matrix changes on a node, said wherever one is started.</summary>
internal static class MatrixEffects
{
    public static string Sentence(bool reloads) => Runs + (reloads ? " Each model is unloaded and loaded again." : " Nothing is loaded or unloaded.");

    private const string Runs =
        "The runs fill the node's prefix cache, set the last use of each measured model, raise its request counters, and may move LMX's adaptive "
        + "concurrency by one slot. After each model three prompts of about 1,200 tokens check the prefix cache, and where tokens are to be counted one "
        + "unstreamed request more is sent.";
}
