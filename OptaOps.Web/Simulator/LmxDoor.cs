using System.Globalization;

namespace OptaOps.Web.Simulator;

/// <summary>
/// The way into a simulated server, in the order of contract §1.2: blocked by a load, scripted faults, load shedding, route, body, key.
/// </summary>
internal sealed class LmxDoor(LmxProcess process)
{
    public async Task HandleAsync(HttpContext http)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, process.Ending);
        var exchange = new LmxExchange(http, process, gone.Token);
        try
        {
            var body = await RequestBody.ReadAsync(exchange);
            var blocked = process.Loads.Blocks;
            process.Server.Requests.Add(new ReceivedRequest(
                http.Request.Method,
                exchange.Path,
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body));
            await process.Loads.UnblockedAsync(exchange.Gone);
            if (blocked)
            {
                exchange.ArrivedAt = process.Clock.Now;
            }

            SetHeaders(exchange);
            if (!await FaultAsync(exchange))
            {
                await RouteAsync(exchange, body);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            http.Abort();
        }
    }

    private static async Task RouteAsync(LmxExchange exchange, string body)
    {
        var routes = LmxRoutes.At(exchange.Server, exchange.Path);
        if (exchange.Server.UsedPercent >= exchange.Server.LoadSheddingPercent && !routes.Any(route => route.Unshed))
        {
            await exchange.BusyAsync(StatusCodes.Status503ServiceUnavailable, "Server under memory pressure", "overloaded", 30);
        }
        else if (routes.Count == 0)
        {
            await NotRoutedAsync(exchange);
        }
        else if (routes.FirstOrDefault(route => route.Method == exchange.Http.Request.Method) is not { } route)
        {
            exchange.Http.Response.Headers.Allow = string.Join(", ", routes.Select(other => other.Method));
            await exchange.DetailAsync(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
        }
        else if (route.Method == HttpMethods.Post && !RequestBody.TryParse(exchange, body, out var fault))
        {
            await exchange.DetailAsync(StatusCodes.Status422UnprocessableEntity, fault);
        }
        else if (!LmxKeys.Admits(exchange, route.Key))
        {
            await LmxKeys.RefuseAsync(exchange, route.Key);
        }
        else
        {
            exchange.PathId = route.IdIn(exchange.Path);
            await route.AnswerAsync(exchange);
        }
    }

    private static Task NotRoutedAsync(LmxExchange exchange)
    {
        var slashless = exchange.Path.TrimEnd('/');
        if (slashless != exchange.Path && LmxRoutes.At(exchange.Server, slashless).Count > 0)
        {
            exchange.Http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            exchange.Http.Response.Headers.Location = $"http://{exchange.Http.Request.Host}{slashless}{exchange.Http.Request.QueryString}";
            return Task.CompletedTask;
        }

        return exchange.DetailAsync(StatusCodes.Status404NotFound, "Not Found");
    }

    private static void SetHeaders(LmxExchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers.Server = "uvicorn";
        headers.Date = exchange.Process.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        headers["x-request-id"] = exchange.Header("X-Request-ID")
            ?? "req-" + Token.Make(16);
    }

    private static async Task<bool> FaultAsync(LmxExchange exchange)
    {
        if (exchange.Server.Faults.Take(exchange.Path) is not { } fault)
        {
            return false;
        }

        await Task.Delay(exchange.Server.Scaled(fault.DelayBy), exchange.Process.Time, exchange.Gone);
        exchange.Truncated = fault.Truncates;
        if (fault.Closes)
        {
            exchange.Http.Abort();
            return true;
        }

        if (fault.Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, exchange.Process.Time, exchange.Gone);
        }

        if (fault.Reply is { } reply)
        {
            // An unhandled exception bypasses the middleware that names requests.
            if (fault == SimulatedFault.InternalServerError)
            {
                exchange.Http.Response.Headers.Remove("x-request-id");
            }

            await exchange.WriteAsync(reply.Status, reply.ContentType, reply.Body);
        }

        return fault.Reply is not null;
    }
}
