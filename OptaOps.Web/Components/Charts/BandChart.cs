namespace OptaOps.Web.Components.Charts;

/// <summary>How a time without a value is painted; the word of its class in the stylesheet.</summary>
public enum BandGapLook
{
    /// <summary>Hatched: nobody knows.</summary>
    Observer,
    Held,
    Silent,
    Untold,
    Unwatched,
}

/// <summary>One figure over time: a line of means in a band from the least to the most, open where nothing was received.</summary>
/// <param name="Reference">A dashed line, for example a threshold; null for none.</param>
/// <param name="Points">Ascending, at most 900, so that the band stays below 2,000 corners.</param>
public sealed record BandChart(
    string Unit, ChartSpan Span, double? Reference, string ReferenceWords, IReadOnlyList<BandPoint> Points, IReadOnlyList<BandGap> Gaps);

/// <param name="Open">True when the line does not go on to the next point.</param>
/// <param name="Note">Lines under the value in the point's label; plain text.</param>
public sealed record BandPoint(DateTimeOffset From, DateTimeOffset To, double Mean, double Min, double Max, bool Open, string Note);

/// <param name="Words">Above the gap where it is wide enough; plain text.</param>
public sealed record BandGap(DateTimeOffset From, DateTimeOffset To, BandGapLook Look, string Words);
