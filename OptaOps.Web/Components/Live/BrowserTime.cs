using System.Globalization;

namespace OptaOps.Web.Components.Live;

/// <summary>The viewer's time zone. Instants are kept in UTC and shown in this zone alone.</summary>
public sealed record BrowserTime(TimeZoneInfo Zone)
{
    public static BrowserTime Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>From the browser's IANA name; UTC when this machine does not know it.</summary>
    public static BrowserTime Of(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? new(zone) : Utc;

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>Time of day when it is today for the viewer, else the day too.</summary>
    public string Short(DateTimeOffset at, DateTimeOffset now)
    {
        var (local, today) = (Local(at), Local(now));
        return local.ToString(local.Date == today.Date ? "HH:mm" : "d MMM HH:mm", CultureInfo.InvariantCulture);
    }
}
