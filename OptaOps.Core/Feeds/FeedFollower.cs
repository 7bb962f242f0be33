using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Feeds;

/// <summary>
/// Opens a node's event stream, hears it to its end, and opens it again. LMX replays nothing, so each opening is followed by a poll, and a long
/// time without a stream is said.
/// </summary>
internal sealed class FeedFollower(Node node, FeedParts parts, FeedRefresh refresh)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Two heartbeats and a half (contract §3.12).</summary>
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan LongGap = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FloodToldEvery = TimeSpan.FromHours(1);

    private readonly BackOff _backOff = new();
    private readonly FloodGuard _flood = new(parts.Time);
    private DateTimeOffset? _heardUntil;
    private DateTimeOffset? _floodToldAt;

    /// <summary>Returns when stopped, or true when the node refuses the stream.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        _backOff.Reset();
        try
        {
            while (true)
            {
                var (fault, pause) = await FollowOnceAsync(stop);
                if (fault.Status is 401 or 403 or 404 or 405 or 410)
                {
                    Show(FeedState.Refused, $"{fault.Message} It is not asked again until its key changes or it restarts.");
                    return true;
                }

                var wait = pause ?? _backOff.Next();
                Show(FeedState.Lost, FormattableString.Invariant($"{fault.Message} Tried again in {wait.TotalSeconds:0} s."));
                await Task.Delay(wait, parts.Time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Show(FeedState.Closed, "Not followed until the node answers.");
            return false;
        }
    }

    /// <summary>One stream from its opening to its end: why it ended, and how long to wait when that is not for the back-off to say.</summary>
    private async Task<(LmxFault Fault, TimeSpan? Pause)> FollowOnceAsync(CancellationToken stop)
    {
        LmxAnswer<ServerEventStream> opening;
        using (await parts.Gates.For(node.Id).EnterReadAsync(stop))
        {
            opening = await parts.Clients.Events(node.Endpoint).OpenAsync(Patience, stop);
        }

        if (opening.Value is not { } stream)
        {
            return (opening.Fault!, null);
        }

        using (stream)
        {
            await OpenedAsync(stop);
            try
            {
                return await HearAsync(stream, stop);
            }
            catch (OperationCanceledException)
            {
                _heardUntil = parts.Time.GetUtcNow();
                throw;
            }
            catch (LmxFormatException error)
            {
                return (new(LmxFaultKind.Incompatible, $"Its event stream was cut: {error.Message}."), null);
            }
            finally
            {
                refresh.Ask();
            }
        }
    }

    private async Task<(LmxFault Fault, TimeSpan? Pause)> HearAsync(ServerEventStream stream, CancellationToken stop)
    {
        while (true)
        {
            var reading = stream.ReadAsync(stop);
            while (!await IsHeardAsync(reading, stop))
            {
                if (!IsExcused())
                {
                    return (new(LmxFaultKind.TimedOut, FormattableString.Invariant($"Its event stream was silent for {DeadAfter.TotalSeconds:0} s.")), null);
                }
            }

            _heardUntil = parts.Time.GetUtcNow();
            if (await reading is not { } events)
            {
                return (new(LmxFaultKind.ConnectionLost, "Its event stream ended."), null);
            }

            _backOff.Reset();
            foreach (var said in events.Where(said => !said.IsHeartbeat))
            {
                if (!_flood.Admits())
                {
                    await TellFloodAsync();
                    return (new(LmxFaultKind.RateLimited, "It sends more events than are kept."), FloodGuard.Within);
                }

                await TellAsync(said);
            }
        }
    }

    private async Task<bool> IsHeardAsync(Task reading, CancellationToken stop)
    {
        try
        {
            await reading.WaitAsync(DeadAfter, parts.Time, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>While a load blocks the server its heartbeats stop too; while a run is measured a prefill may do the same.</summary>
    private bool IsExcused() => parts.Gates.For(node.Id).Measuring is not null || parts.Fleet.Value.Find(node.Id)?.State == NodeState.Busy;

    private async Task OpenedAsync(CancellationToken stop)
    {
        var now = parts.Time.GetUtcNow();
        if (_heardUntil is { } until && now - until >= LongGap)
        {
            var gap = now - until;
            var words = gap.TotalHours >= 1 ? $"{(int)gap.TotalHours} h {gap.Minutes} min" : $"{(int)gap.TotalMinutes} min {gap.Seconds} s";
            await parts.Log.AddAsync(
                new NewEvent(EventTopic.Observer, "feedGap", $"Its events were not heard for {words}; what is loaded now was read anew.") { NodeId = node.Id }, stop);
        }

        _heardUntil = now;
        parts.Loads.Forget(node.Id);
        Show(FeedState.Open, "What happens on the node is told at once.");
        refresh.Ask();
    }

    private async Task TellAsync(ServerEvent said)
    {
        LoadTalk.Note(said, node.Id, parts.Loads);
        if (FeedWords.Of(said, node) is { } told)
        {
            await parts.Log.AddAsync(told, CancellationToken.None);
        }

        if (said.Name.StartsWith("model_", StringComparison.Ordinal))
        {
            refresh.Ask();
        }
    }

    private async Task TellFloodAsync()
    {
        var now = parts.Time.GetUtcNow();
        if (_floodToldAt is { } told && now - told < FloodToldEvery)
        {
            return;
        }

        _floodToldAt = now;
        var sentence = $"It told more than {FloodGuard.Most} events in {FloodGuard.Within.TotalMinutes:0} minutes; its feed is cut for so long and what it tells meanwhile is lost.";
        await parts.Log.AddAsync(new NewEvent(EventTopic.Observer, "feedCut", sentence, EventSeverity.Warning) { NodeId = node.Id }, CancellationToken.None);
    }

    private void Show(FeedState state, string reason) => parts.Board.Update(last =>
        new FeedBoard(last.Nodes.SetItem(node.Id, new FeedStatus(state, reason, last.Find(node.Id) is { } before && before.State == state ? before.Since : parts.Time.GetUtcNow()))));
}
