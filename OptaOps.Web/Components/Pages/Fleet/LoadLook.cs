using System.Globalization;
using OptaOps.Core.Loads;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>Shape, word and colour of a load attempt: always all three.</summary>
internal static class LoadLook
{
    public static string Word(LoadAttempt attempt) => (attempt.State, attempt.Kind) switch
    {
        (LoadState.Failed, _) => "Failed",
        (LoadState.Unknown, _) => attempt.EndedAt is null ? "Unknown" : "Still unknown",
        (LoadState.Done, LoadKind.Load) => "Loaded",
        (LoadState.Done, LoadKind.Unload) => "Unloaded",
        (LoadState.Done, _) => "Reloaded",
        (_, LoadKind.Load) => "Loading",
        (_, LoadKind.Unload) => "Unloading",
        _ => "Reloading",
    };

    /// <summary>Class of the chip.</summary>
    public static string Tone(LoadAttempt attempt) => attempt.State switch
    {
        LoadState.Done => "ok",
        LoadState.Failed => "err",
        LoadState.Unknown => "warn",
        _ => "run",
    };

    /// <summary>Name of the glyph in icons.svg.</summary>
    public static string Glyph(LoadAttempt attempt) => attempt.State switch
    {
        LoadState.Done => "check",
        LoadState.Failed => "cross",
        LoadState.Unknown => "waiting",
        _ => "running",
    };

    public static string Clock(TimeSpan span) =>
        (span < TimeSpan.Zero ? TimeSpan.Zero : span).ToString(span.TotalHours >= 1 ? @"h\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>Keep-alive in words; a dash when OptaOps did not set it, since the node does not tell.</summary>
    public static string KeepAlive(int? seconds) => seconds switch
    {
        null => "—",
        0 => "for ever",
        { } some => Clock(TimeSpan.FromSeconds(some)),
    };
}
