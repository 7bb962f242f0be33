using System.Globalization;

namespace OptaOps.Web.Components.Charts;

/// <summary>Times as strings in the viewer's zone, since Plotly's component loses milliseconds and offsets of dates in its first draw.</summary>
public static class ChartTime
{
    public static string Format(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>From the first to the last, the day once where it is the same.</summary>
    public static string Words(DateTimeOffset first, DateTimeOffset last, TimeZoneInfo zone)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(first, zone), TimeZoneInfo.ConvertTime(last, zone));
        var day = from.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return from.Date == to.Date ? day : $"{day} to {to.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}";
    }

    /// <summary>For table rows: the year only where it is another one.</summary>
    public static string Row(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        return local.ToString(local.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>For people.</summary>
    public static string Words(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}
