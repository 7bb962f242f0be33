namespace OptaOps.Web.Simulator;

/// <summary>What goes wrong with one answer.</summary>
public sealed record SimulatedFault
{
    private SimulatedFault()
    {
    }

    internal TimeSpan DelayBy { get; private init; }

    internal FaultedReply? Reply { get; private init; }

    internal bool Truncates { get; private init; }

    internal bool Closes { get; private init; }

    internal bool Hangs { get; private init; }

    /// <summary>LMX's answer for an unhandled exception: plain text (contract §1.1, E5).</summary>
    public static SimulatedFault InternalServerError { get; } = Answer(500, "Internal Server Error", "text/plain; charset=utf-8");

    /// <summary>The true answer without its second half, properly ended.</summary>
    public static SimulatedFault TruncatedJson { get; } = new() { Truncates = true };

    /// <summary>The connection ends without a reply.</summary>
    public static SimulatedFault Close { get; } = new() { Closes = true };

    /// <summary>No reply, for as long as the client waits.</summary>
    public static SimulatedFault Hang { get; } = new() { Hangs = true };

    /// <summary>The true answer, later.</summary>
    public static SimulatedFault Delay(TimeSpan by) => new() { DelayBy = by };

    public static SimulatedFault Answer(int status, string body, string contentType = "application/json") =>
        new() { Reply = new FaultedReply(status, body, contentType) };

    public static SimulatedFault Html(int status = 200) =>
        Answer(status, "<!doctype html><html><body><h1>It works!</h1></body></html>", "text/html; charset=utf-8");
}

internal sealed record FaultedReply(int Status, string Body, string ContentType);
