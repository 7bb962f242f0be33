using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using OptaOps.Core;
using OptaOps.Core.Events;

namespace OptaOps.Web.Api;

/// <summary>Sends events to one reader until it leaves or OptaOps stops.</summary>
internal sealed class EventSender(EventArchive archive, IHostApplicationLifetime lifetime, IOptions<JsonOptions> json, TimeProvider time)
{
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(15);

    /// <summary>The header wins: a browser that reconnects by itself asks the old address with the newest number.</summary>
    public static Refusal? ResumeAt(HttpRequest request, long? after, out long? from)
    {
        from = after;
        if (request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last)
        {
            from = long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        }

        return from < 0 ? Refusal.Invalid("badAfter", "Last-Event-ID and after must be the number of an event, 0 for all that are kept.") : null;
    }

    public async Task<IResult> SendAsync(HttpContext http, long? after)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // A buffering proxy would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        var events = archive.FollowAsync(after, either.Token).GetAsyncEnumerator(either.Token);
        var next = Task.FromResult(false);
        try
        {
            await WriteAsync(response, ": open\nretry: 2000\n\n", either.Token);
            next = events.MoveNextAsync().AsTask();
            while (true)
            {
                if (!await IsThereAsync(next))
                {
                    await WriteAsync(response, ": heartbeat\n\n", either.Token);
                    continue;
                }

                var happened = events.Current;
                var body = JsonSerializer.Serialize(happened, json.Value.SerializerOptions);
                await WriteAsync(response, string.Create(CultureInfo.InvariantCulture, $"id: {happened.Id}\ndata: {body}\n\n"), either.Token);
                next = events.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return Results.Empty;
        }
        finally
        {
            await either.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync();
        }
    }

    /// <summary>False after a silence in which the reader should hear that we are still there.</summary>
    private async Task<bool> IsThereAsync(Task next)
    {
        try
        {
            await next.WaitAsync(HeartbeatAfter, time, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
