using Microsoft.Extensions.Logging;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.Feeds;

/// <summary>Decides from a node's state whether its stream is followed, and has it followed once at most.</summary>
internal sealed partial class NodeFeed
{
    private readonly FeedParts _parts;
    private readonly FeedRefresh _refresh;
    private readonly FeedFollower _follower;
    private readonly CancellationTokenSource _ended;
    private readonly Task _refreshing;
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _following = Task.CompletedTask;
    private int _holds;
    private bool _refused;
    private double? _uptime;

    public NodeFeed(Node node, FeedParts parts, CancellationToken stopping)
    {
        (Node, _parts) = (node, parts);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _refresh = new FeedRefresh(node.Id, parts);
        _follower = new FeedFollower(node, parts, _refresh);
        _refreshing = Task.Run(() => _refresh.RunAsync(_ended.Token), CancellationToken.None);
    }

    public Node Node { get; }

    /// <summary>Called with each newer snapshot of the node.</summary>
    public void Look(NodeSnapshot now)
    {
        lock (_lock)
        {
            var restarted = now.UptimeSeconds < _uptime;
            _uptime = now.UptimeSeconds ?? _uptime;
            _refused &= !restarted;
            if (_holds > 0 || !MayStay(now))
            {
                _stop?.Cancel();
            }
            else if (MayOpen(now) && !_refused && _following.IsCompleted && !_ended.IsCancellationRequested)
            {
                _stop?.Dispose();
                _stop = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
                var token = _stop.Token;
                _following = Task.Run(() => FollowAsync(token), CancellationToken.None);
            }
        }
    }

    /// <summary>Closes the stream; the returned action lets it open again.</summary>
    public Action Hold()
    {
        lock (_lock)
        {
            _holds++;
            _stop?.Cancel();
        }

        return () =>
        {
            lock (_lock)
            {
                _holds--;
            }
        };
    }

    public Task StoppedAsync()
    {
        lock (_lock)
        {
            return _following;
        }
    }

    /// <summary>Closes the stream for good.</summary>
    public async Task EndAsync()
    {
        await _ended.CancelAsync();
        await StoppedAsync();
        await _refreshing;
    }

    /// <summary>A stream that is open stays so while a load blocks the node or it sheds load, and is closed when the port is dead or another's.</summary>
    private static bool MayStay(NodeSnapshot now) => now.HasAdmin && now.State is not (NodeState.Unreachable or NodeState.Unauthorized or NodeState.WrongService);

    private static bool MayOpen(NodeSnapshot now) => now.HasAdmin && now.State is NodeState.Online or NodeState.NoModel or NodeState.Incompatible;

    private async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            if (await _follower.RunAsync(stop))
            {
                lock (_lock)
                {
                    _refused = true;
                }
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A fault of ours: the next snapshot begins anew, so that one event cannot end the feed for good.
            Log.Broke(_parts.Logger, error, Node.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The event feed of {Node} broke")]
        public static partial void Broke(ILogger logger, Exception error, string node);
    }
}
