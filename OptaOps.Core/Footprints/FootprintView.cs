namespace OptaOps.Core.Footprints;

/// <summary>The ledger of one model on one node. Memory is the system's, in use, GiB, as the node said; it contains everything else too.</summary>
public sealed record FootprintView
{
    /// <summary>Untrusted text, as the node spells it.</summary>
    public required string ModelId { get; init; }

    /// <summary>How often it was seen loaded.</summary>
    public required int Stays { get; init; }

    /// <summary>When the newest stay was seen first.</summary>
    public required DateTimeOffset NewestAt { get; init; }

    /// <summary>The node's own figure of the model.</summary>
    public required FootprintFigure MemoryGb { get; init; }

    public required FootprintFigure BeforeGb { get; init; }

    public required FootprintFigure AfterGb { get; init; }

    /// <summary>As far as polls saw; while a run is measured there is none.</summary>
    public required FootprintFigure PeakGb { get; init; }

    public required FootprintFigure AfterUnloadGb { get; init; }

    /// <summary>After unload − before, of stays during which the other models stayed the same.</summary>
    public required FootprintFigure LeftBehindGb { get; init; }

    /// <summary>Whether more is left behind as time goes by; null without enough record.</summary>
    public required FootprintTrend? Trend { get; init; }

    /// <summary>What the record lacks for a trend; null when there is one.</summary>
    public required string? TrendLacks { get; init; }
}

/// <summary>A figure over the stays in which it was observed.</summary>
/// <param name="Median">Null when it never was.</param>
/// <param name="Newest">Of the newest stay in which it was observed.</param>
public sealed record FootprintFigure(double? Median, int N, double? Newest);

/// <summary>Slope of what is left behind, by the median of all pairwise slopes (Theil and Sen), which a few odd stays do not bend.</summary>
/// <param name="GbPerMonth">GiB a month of 30.44 days; above 0 means more and more.</param>
/// <param name="LowGbPerMonth">Lower end of the 95 % interval.</param>
/// <param name="HighGbPerMonth">Upper end.</param>
/// <param name="N">Stays that it rests on.</param>
/// <param name="Days">From the first to the last of them.</param>
public sealed record FootprintTrend(double GbPerMonth, double LowGbPerMonth, double HighGbPerMonth, int N, double Days);
