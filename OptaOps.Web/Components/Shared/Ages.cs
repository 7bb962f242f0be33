using System.Globalization;

namespace OptaOps.Web.Components.Shared;

/// <summary>Ages and durations in words.</summary>
public static class Ages
{
    public static string Of(TimeSpan age) => age.TotalSeconds < 0 ? "0 s"
        : age.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds} s")
        : age.TotalMinutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min")
        : age.TotalHours < 48 ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h {age.Minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d {age.Hours} h");
}
