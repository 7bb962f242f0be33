using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OptaOps.Web.Api;

/// <summary>A value of an enum in a query, spelt as the JSON spells it (<c>memoryUsedGb</c>), in any case and never as a number.</summary>
internal readonly record struct Word<T>(T Value) : IParsable<Word<T>>
    where T : struct, Enum
{
    public static Word<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var word) ? word : throw new FormatException($"\"{s}\" is none of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Word<T> result)
    {
        var known = Enum.GetNames<T>().FirstOrDefault(name => name.Equals(s, StringComparison.OrdinalIgnoreCase));
        result = known is null ? default : new(Enum.Parse<T>(known));
        return known is not null;
    }
}
