namespace OptaOps.Core.History;

/// <summary>Widths of a picture's buckets that a person would choose.</summary>
internal static class HistorySteps
{
    private const long Second = 1000;
    private const long Day = 24 * NodeBucketRow.Hour;

    private static readonly long[] Widths =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(n => n * Second),
        .. new[] { 1, 2, 3, 5, 10, 15, 20, 30 }.Select(n => n * NodeBucketRow.Minute),
        .. new[] { 1, 2, 3, 4, 6, 8, 12 }.Select(n => n * NodeBucketRow.Hour),
        Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day,
    ];

    /// <summary>The smallest width with which a range needs no more than that many points, in milliseconds.</summary>
    public static long Width(long rangeMs, int points)
    {
        var least = (rangeMs + points - 1) / points;
        return Widths.FirstOrDefault(width => width >= least, (least + Day - 1) / Day * Day);
    }

    /// <summary>The resolution that such buckets need: the width of a stored bucket, or 0 for raw samples.</summary>
    public static long Resolution(long widthMs) => widthMs >= NodeBucketRow.Hour ? NodeBucketRow.Hour : widthMs >= NodeBucketRow.Minute ? NodeBucketRow.Minute : 0;
}
