using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>A reload that was found safe just before.</summary>
/// <param name="Lost">What the model was loaded with that cannot be read and so will not come back, each as a sentence.</param>
/// <param name="UsualMs">Median of earlier loads, milliseconds; null when none is on record.</param>
public sealed record ReloadPlan(string ModelId, double? UsualMs, IReadOnlyList<string> Lost)
{
    internal LoadRequest Request { get; init; } = new(ModelId);

    internal LoadSurvey Survey { get; init; } = new(null, null, null, []);
}
