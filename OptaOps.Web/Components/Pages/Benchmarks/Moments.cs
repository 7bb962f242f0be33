using System.Globalization;
using OptaOps.Web.Components.Live;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>Instants in the viewer's zone.</summary>
internal static class Moments
{
    public static string Short(BrowserTime? browser, DateTimeOffset? at, DateTimeOffset now)
    {
        if (at is not { } moment)
        {
            return Show.Nothing;
        }

        var (local, today) = (Local(browser, moment), Local(browser, now));
        var pattern = local.Date == today.Date ? "'today' HH:mm" : local.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy HH:mm";
        return local.ToString(pattern, CultureInfo.InvariantCulture);
    }

    public static string Long(BrowserTime? browser, DateTimeOffset at) => Local(browser, at).ToString("d MMMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    public static string TimeOfDay(BrowserTime? browser, DateTimeOffset at) => Local(browser, at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(BrowserTime? browser, DateTimeOffset at) => browser?.Local(at) ?? at;
}
