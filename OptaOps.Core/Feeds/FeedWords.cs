using System.Globalization;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Feeds;

/// <summary>
/// The node's events as ours. Steps that a good load only passes (admitted, canary pending, canary started, a pass on record) are not told: its
/// begin, its end and the canary's result are. What is not known or does not fit is told as the node said it.
/// </summary>
internal static class FeedWords
{
    private const int LongestId = 300;

    /// <summary>Null when the event is not worth a line.</summary>
    public static NewEvent? Of(ServerEvent said, Node node)
    {
        var told = said.Name switch
        {
            "config_reloaded" => new NewEvent(EventTopic.Node, "configReloaded", "It has read its configuration anew."),
            "download_completed" or "download_failed" or "download_cancelled" => said.RepoId is { } repo ? Download(said, Name(repo)) : Unknown(said),
            _ => said.ModelId is { } model ? Model(said, Name(model)) : Unknown(said),
        };
        return told is null ? null : told with
        {
            NodeId = node.Id,
            ModelId = (said.ModelId ?? said.RepoId) is { Length: <= LongestId } id ? id : null,
            Sentence = node.Endpoint.WithoutKeys(told.Sentence),
        };
    }

    private static NewEvent? Model(ServerEvent said, string model) => said.Name switch
    {
        "model_readiness_changed" => Readiness(said, model),
        "model_loaded" => new(EventTopic.Model, "modelLoaded", $"{model} was loaded{Colon(Gb(said.MemoryGb), In(said.DurationSeconds))}."),
        "model_unloaded" => new(
            EventTopic.Model,
            "modelUnloaded",
            $"{model} was unloaded{Why(said.Reason)}{(Gb(said.MemoryFreedGb) is { } freed ? $": {freed} freed" : "")}.",
            said.Reason == "lru" ? EventSeverity.Warning : EventSeverity.Info),
        "model_ttl_evicted" => new(EventTopic.Model, "modelEvicted", $"{model} was evicted{Text(said.IdleSeconds, " after {0:0} s without a request")}."),
        "model_canary_started" => null,
        "model_canary_passed" => new(EventTopic.Model, "canaryPassed", $"{model} passed its canary{(In(said.DurationSeconds) is { } took ? $" {took}" : "")}."),
        "model_canary_failed" => new(EventTopic.Model, "canaryFailed", $"{model} failed its canary{Because(said.Error)}.", EventSeverity.Problem),
        "model_compatibility_recorded" => said.Outcome == "pass"
            ? null
            : new(EventTopic.Model, "compatibilityFailed", $"The node noted that {model} does not run{On(said.Backend)}{Because(said.Reason)}.", EventSeverity.Warning),
        "quantize_progress" => Quantize(said, model),
        _ => Unknown(said),
    };

    private static NewEvent? Readiness(ServerEvent said, string model) => (said.PreviousState, said.State) switch
    {
        (_, "quarantined") => new(EventTopic.Model, "modelQuarantined", $"{model} is quarantined{Because(said.Reason ?? said.LastFailureReason)}.", EventSeverity.Problem),
        ("loading", "loading") => new(EventTopic.Model, "modelLoadFailed", $"{model} could not be loaded{Because(said.LastFailureReason ?? said.Reason)}.", EventSeverity.Warning),
        (_, "loading") => new(EventTopic.Model, "modelLoading", $"{model} is loading."),
        (_, "admitted" or "canary_pending") or ("canary_pending", "routable") => null,
        (_, { } state) => new(EventTopic.Model, "readinessChanged", $"{model} is {UntrustedText.Shorten(state).Replace('_', ' ')}{Because(said.Reason)}."),
        _ => Unknown(said),
    };

    private static NewEvent Download(ServerEvent said, string repo) => said.Name switch
    {
        "download_completed" => new(EventTopic.Model, "downloadCompleted", $"{repo} was downloaded{Text(said.DurationSeconds, " in {0:0} s")}."),
        "download_failed" => new(EventTopic.Model, "downloadFailed", $"The download of {repo} failed{Because(said.Error)}.", EventSeverity.Problem),
        _ => new(EventTopic.Model, "downloadCancelled", $"The download of {repo} was cancelled.", EventSeverity.Warning),
    };

    private static NewEvent Quantize(ServerEvent said, string model)
    {
        var failed = said.Status?.StartsWith("failed", StringComparison.Ordinal) == true;
        return new(EventTopic.Model, "quantizeProgress", $"Quantising {model}{Because(said.Status)}.", failed ? EventSeverity.Problem : EventSeverity.Info);
    }

    private static NewEvent Unknown(ServerEvent said) => new(EventTopic.Node, "nodeSaid", $"It said {UntrustedText.Shorten(said.Name)}: {said.Said}");

    private static string Name(string id) => UntrustedText.Shorten(id) is { Length: > 0 } clean ? clean : "A model without a name";

    private static string? Gb(double? gb) => gb is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.##} GB") : null;

    private static string? In(double? seconds) => seconds switch
    {
        null => null,
        < 0.1 => "in less than 0.1 s",
        { } known => string.Create(CultureInfo.InvariantCulture, $"in {known:0.0} s"),
    };

    private static string Text(double? figure, string format) => figure is { } known ? string.Format(CultureInfo.InvariantCulture, format, known) : "";

    private static string Colon(params string?[] parts) => parts.Any(part => part is not null) ? $": {string.Join(' ', parts.OfType<string>())}" : "";

    private static string On(string? backend) => backend is null ? "" : $" on {UntrustedText.Shorten(backend)}";

    private static string Because(string? text) => text is null ? "" : $": {UntrustedText.Shorten(text).TrimEnd('.')}";

    private static string Why(string? reason) => reason switch
    {
        null => "",
        "manual" => " on request",
        "lru" => " to make room for another",
        "ttl" => " since its keep-alive ran out",
        "canary_failed" => " since its canary failed",
        "autotune_candidate_swap" or "autotune_cleanup" => " by the autotuner",
        _ => $" ({UntrustedText.Shorten(reason)})",
    };
}
