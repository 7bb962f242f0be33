using OptaOps.Core;
using OptaOps.Web.Access;

namespace OptaOps.Web.Api;

/// <summary>A refusal of Core as a problem document.</summary>
internal static class RefusalResult
{
    public static IResult Of(Refusal refusal)
    {
        var document = Problems.Document(
            refusal.Kind switch { RefusalKind.Invalid => 400, RefusalKind.NotFound => 404, _ => 409 }, refusal.Code, refusal.Message);
        if (refusal.Fields.Count > 0)
        {
            document.Extensions["errors"] = refusal.Fields.ToDictionary(field => field.Key, field => new[] { field.Value });
        }

        return Results.Problem(document);
    }

    public static IResult Of<T>(Outcome<T> outcome, Func<T, IResult> done)
        where T : class => outcome.Value is { } value ? done(value) : Of(outcome.Refusal!);
}
