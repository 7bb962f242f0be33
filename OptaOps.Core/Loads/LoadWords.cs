using System.Globalization;

namespace OptaOps.Core.Loads;

/// <summary>Figures and names in the sentences of this room.</summary>
internal static class LoadWords
{
    public static string Gb(double gb) => gb.ToString("#,0.##", CultureInfo.InvariantCulture) + " GB";

    public static string Span(double ms)
    {
        var span = TimeSpan.FromMilliseconds(ms);
        return span.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(span.TotalSeconds)):0} s")
            : span.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min");
    }

    public static string Model(string id) => UntrustedText.Shorten(id);

    public static string Models(IEnumerable<string> ids) => string.Join(", ", ids.Select(Model));

    /// <summary>"2 requests are in flight", or that it is not known.</summary>
    public static string InFlight(int? inFlight) => inFlight switch
    {
        null => "Whether requests are in flight is not known",
        0 => "No request is in flight",
        1 => "1 request is in flight",
        { } some => string.Create(CultureInfo.InvariantCulture, $"{some} requests are in flight"),
    };
}
