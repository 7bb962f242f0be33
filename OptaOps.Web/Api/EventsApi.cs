using System.Globalization;
using OptaOps.Core;
using OptaOps.Core.Events;

namespace OptaOps.Web.Api;

internal static class EventsApi
{
    public static void MapEventsApi(this IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("/events").WithTags("Events");
        events.MapGet("/", async (HttpContext http, long? after, EventSender sender) =>
                EventSender.ResumeAt(http.Request, after, out var from) is { } wrong ? RefusalResult.Of(wrong) : await sender.SendAsync(http, from))
            .Produces<OpsEvent>(200, "text/event-stream").ProducesProblem(400)
            .WithSummary("Every event as it happens, as server-sent events.")
            .WithDescription("Each event's id is its number: send the last one as Last-Event-ID, or as after, and none is missed. A comment comes every 15 s of silence.");
        events.MapGet("/log", ListAsync).Produces<IReadOnlyList<OpsEvent>>().ProducesProblem(400)
            .AddOpenApiOperationTransformer(Words.DescribeAsync)
            .WithSummary("What happened, newest first; the next page is in the Link header.")
            .WithDescription("severity means as severe as this or more; text is looked for in the sentence and in the model's id.");
    }

    private static async Task<IResult> ListAsync(
        int? nodeId,
        Word<EventTopic>? topic,
        Word<EventSeverity>? severity,
        string? text,
        long? before,
        int? limit,
        EventArchive archive,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if ((topic?.Refused("topic") ?? severity?.Refused("severity") ?? BadNumber(limit, text)) is { } wrong)
        {
            return RefusalResult.Of(wrong);
        }

        var size = limit ?? 100;
        var found = await archive.ListAsync(new EventFilter(nodeId, topic?.Value, severity?.Value, text, before, size), cancellationToken);
        if (found.Count == size)
        {
            var query = QueryString.Create(new Dictionary<string, string?>
            {
                ["nodeId"] = nodeId?.ToString(CultureInfo.InvariantCulture),
                ["topic"] = topic?.Text,
                ["severity"] = severity?.Text,
                ["text"] = text,
                ["before"] = found[^1].Id.ToString(CultureInfo.InvariantCulture),
                ["limit"] = size.ToString(CultureInfo.InvariantCulture),
            }.Where(each => each.Value is not null));
            response.Headers.Link = $"</api/v1/events/log{query}>; rel=\"next\"";
        }

        return Results.Ok(found);
    }

    private static Refusal? BadNumber(int? limit, string? text) =>
        limit is < 1 or > EventFilter.MostListed ? Refusal.Invalid("badLimit", $"limit must be 1 to {EventFilter.MostListed}.")
        : text is { Length: > 200 } ? Refusal.Invalid("textTooLong", "text must have 200 characters or fewer.")
        : null;
}
