using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OptaOps.Core;

namespace OptaOps.Web.Api;

/// <summary>A word of an enum in a query, written as in JSON. A wrong one is kept, so that its refusal can name the right ones.</summary>
internal readonly record struct Word<T>(T? Value, string Text) : IParsable<Word<T>>
    where T : struct, Enum
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static Word<T> Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var word) ? word : default;

    public static bool TryParse(string? s, IFormatProvider? provider, out Word<T> result)
    {
        var known = All.Contains(s, StringComparer.OrdinalIgnoreCase) && Enum.TryParse<T>(s, ignoreCase: true, out var value) ? value : (T?)null;
        result = new(known, s ?? "");
        return true;
    }

    /// <summary>Null when it is one of the words.</summary>
    public Refusal? Refused(string name) => Value is null
        ? Refusal.Invalid("unknownWord", $"{name} is \"{UntrustedText.Shorten(Text)}\". Give one of {string.Join(", ", All)}.")
        : null;
}

/// <summary>Lists the words of such parameters in the API description, which knows them as text.</summary>
internal static class Words
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var described in context.Description.ParameterDescriptions)
        {
            var type = described.ParameterDescriptor?.ParameterType;
            type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
            if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Word<>)
                && operation.Parameters?.FirstOrDefault(each => each.Name == described.Name)?.Schema is OpenApiSchema schema)
            {
                schema.Enum = [.. Enum.GetNames(type.GetGenericArguments()[0]).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))];
            }
        }

        return Task.CompletedTask;
    }
}
