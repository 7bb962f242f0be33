namespace OptaOps.Core.Fleet;

/// <summary>
/// For each group of values that a node does not give: which key or which LMX it would need, in a sentence. Null where nothing of that
/// kind is missing; then the value is there, or the node does not answer at all.
/// </summary>
/// <param name="Status">Memory, uptime, slots and requests in flight.</param>
/// <param name="Models">Which models there are.</param>
/// <param name="ModelDetails">Memory, context length, batching, readiness and requests of each model.</param>
/// <param name="Load">Loading and unloading.</param>
/// <param name="Benchmark">Measuring chat completions.</param>
public sealed record NodeNeeds(string? Status, string? Models, string? ModelDetails, string? Load, string? Benchmark)
{
    internal static NodeNeeds Of(NodeSnapshot node)
    {
        var status = Sentence(node.StatusLack, node.Kind);
        var inference = Sentence(node.InferenceLack, node.Kind);
        return new NodeNeeds(status, node.Models is null ? inference ?? (node.StatusLack is NodeLack.Lmx ? null : status) : null, Sentence(node.StatusLack ?? node.DetailsLack, node.Kind), status, inference);
    }

    private static string? Sentence(NodeLack? lack, NodeKind? kind) => lack switch
    {
        NodeLack.AdminKey => "Needs the admin key; none is set.",
        NodeLack.RightAdminKey => "Needs the right admin key; the one that is set was refused.",
        NodeLack.InferenceKey => "Needs the inference key; none is set.",
        NodeLack.RightInferenceKey => "Needs the right inference key; the one that is set was refused.",
        NodeLack.NewerLmx => "Needs a newer LMX; this one has no such endpoint.",
        NodeLack.Lmx => $"Needs LMX; {NodeKinds.A(kind)} does not tell it.",
        NodeLack.Way => "Needs a way past what refuses every key.",
        _ => null,
    };
}
