using System.Globalization;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>How figures are written on these pages; what was not received is a dash, never 0.</summary>
internal static class Show
{
    public const string Nothing = "—";

    public static string Two(double? value) => Number(value, "N2");

    public static string One(double? value) => Number(value, "N1");

    public static string Whole(double? value) => Number(value, "N0");

    public static string Whole(int? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A node's name without the word that its badge says.</summary>
    public static string Node(string name) => name.Replace(" (simulated)", "", StringComparison.Ordinal);

    /// <summary>For SVG and CSS, where a comma would end the number.</summary>
    public static string Place(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan? time) => time switch
    {
        null => Nothing,
        { TotalHours: >= 1 } long_ => long_.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
        { Ticks: < 0 } => "00:00",
        { } short_ => short_.ToString(@"mm\:ss", CultureInfo.InvariantCulture),
    };

    public static string Plural(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    public static string List(IEnumerable<int> numbers) => string.Join(", ", numbers);

    private static string Number(double? value, string format) =>
        value is { } number && double.IsFinite(number)
            ? number.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−')
            : Nothing;
}
