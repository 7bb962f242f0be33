using System.Globalization;

namespace OptaOps.Core.Fleet;

/// <summary>Lengths of time inside sentences.</summary>
internal static class Spans
{
    public static string Of(double? seconds) => seconds is { } known ? Of(TimeSpan.FromSeconds(known)) : "an unknown time";

    public static string Of(TimeSpan span) => span.TotalSeconds < 0 ? "0 s"
        : span.TotalMinutes < 1 ? Invariant($"{(int)span.TotalSeconds} s")
        : span.TotalHours < 1 ? Invariant($"{(int)span.TotalMinutes} min {span.Seconds} s")
        : span.TotalDays < 2 ? Invariant($"{(int)span.TotalHours} h {span.Minutes} min")
        : Invariant($"{(int)span.TotalDays} d {span.Hours} h");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
