using OptaOps.Core.Events;

namespace OptaOps.Web.Components.Shared;

/// <summary>Words and marks of events.</summary>
public static class EventLook
{
    public static string Word(EventTopic topic) => topic switch
    {
        EventTopic.Node => "Nodes",
        EventTopic.Model => "Models",
        EventTopic.Benchmark => "Benchmarks",
        EventTopic.Gateway => "Gateways",
        _ => "OptaOps itself",
    };

    /// <summary>The colour's class; shape and word go with it.</summary>
    public static string Tone(OpsEvent happened) => (happened.Severity, happened.Kind) switch
    {
        (EventSeverity.Problem, _) => "err",
        (EventSeverity.Warning, _) => "warn",
        (_, "stateChanged" or "canaryPassed") => "ok",
        _ => "",
    };

    /// <summary>A status glyph of icons.svg, or null when the mark is an icon.</summary>
    public static string? Glyph(OpsEvent happened) => (happened.Severity, happened.Kind) switch
    {
        (EventSeverity.Problem, _) => "cross",
        (EventSeverity.Warning, _) => "overloaded",
        (_, "stateChanged") => "online",
        (_, "canaryPassed" or "benchmarkEnded") => "check",
        _ => null,
    };

    public static string Icon(OpsEvent happened) => (happened.Kind, happened.Topic) switch
    {
        ("modelUnloaded" or "modelEvicted", _) => "unplug",
        ("benchmarkStarted", _) => "play",
        ("nodeRestarted", _) => "rotate-ccw",
        ("configReloaded", _) => "sliders-horizontal",
        ("downloadCompleted", _) => "download",
        (_, EventTopic.Model) => "box",
        (_, EventTopic.Benchmark) => "gauge",
        (_, EventTopic.Gateway) => "radio-tower",
        (_, EventTopic.Observer) => "eye",
        _ => "server",
    };

    public static string? Severity(OpsEvent happened) => happened.Severity switch
    {
        EventSeverity.Problem => "Problem",
        EventSeverity.Warning => "Warning",
        _ => null,
    };
}
