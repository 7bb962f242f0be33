using System.Globalization;
using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>Whether a model's first run will be cold, as far as its node tells now.</summary>
internal static class ColdStarts
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    public static string Of(NodeModel model, DateTimeOffset now) => (model.RequestCount, model.LastUsedAt) switch
    {
        (0, _) => "No request since its load: its first run will be cold.",
        (null, _) => "How often it was used is not known, so neither is whether a run will be cold.",
        (_, { } last) when now - last >= Idle => string.Create(
            CultureInfo.InvariantCulture, $"Not used for {(now - last).TotalMinutes:N0} min: its first run will be cold, after idle."),
        ({ } requests, _) => $"Has answered {Show.Plural(requests, "request")}: no run will be cold.",
    };
}
