using System.Globalization;

namespace OptaOps.Web.Components.Shared;

/// <summary>Numbers as text: thousands with a comma, a real minus, and a dash for what is not known. Never 0 for unknown.</summary>
public static class Figures
{
    public const string Unknown = "—";

    public static string Of(double? value, int decimals = 0) =>
        value?.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−') ?? Unknown;

    /// <summary>Without needless zeros: 512, 460.8, 172.43.</summary>
    public static string Plain(double? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture).Replace('-', '−') ?? Unknown;

    public static string OnOff(bool? value) => value switch { true => "on", false => "off", null => Unknown };
}
