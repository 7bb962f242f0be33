using System.Text.Json;

namespace OptaOps.Web.Components.Pages.Events;

/// <summary>Words of the page's address, the same as the API's; one that is not known filters nothing.</summary>
internal static class EventQuery
{
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static T? Read<T>(string? word)
        where T : struct, Enum => word is { Length: > 0 } && char.IsLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;
}
