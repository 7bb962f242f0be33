using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.Feeds;

/// <summary>One event stream per node, however many browsers watch: opened when a node's admin endpoints answer, closed when its port does not.</summary>
public sealed class NodeFeeds : BackgroundService
{
    private readonly FeedParts _parts;
    private readonly ConcurrentDictionary<int, NodeFeed> _feeds = new();

    internal NodeFeeds(FeedParts parts) => _parts = parts;

    /// <summary>
    /// Closes the stream of a node that is about to be stopped or restarted, and keeps it closed until the lease is disposed: an open one keeps
    /// a stopping LMX alive (contract §3.12). Returns when it is closed.
    /// </summary>
    public async Task<IDisposable> CloseAsync(int nodeId, CancellationToken cancellationToken)
    {
        if (!_feeds.TryGetValue(nodeId, out var feed))
        {
            return new Lease(() => { });
        }

        var lease = new Lease(feed.Hold());
        try
        {
            await feed.StoppedAsync().WaitAsync(cancellationToken);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var board in _parts.Fleet.WatchAsync(stoppingToken))
            {
                Arrange(board, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }

        await Task.WhenAll(_feeds.Values.Select(feed => feed.EndAsync()));
    }

    private void Arrange(FleetBoard board, CancellationToken stoppingToken)
    {
        foreach (var (id, feed) in _feeds)
        {
            // A node with another address or key is another node to its stream.
            if (board.Find(id)?.Node.Endpoint != feed.Node.Endpoint && _feeds.TryRemove(id, out _))
            {
                _ = feed.EndAsync();
                _parts.Board.Update(last => new FeedBoard(last.Nodes.Remove(id)));
            }
        }

        foreach (var snapshot in board.Nodes)
        {
            _feeds.GetOrAdd(snapshot.Node.Id, _ => new NodeFeed(snapshot.Node, _parts, stoppingToken)).Look(snapshot);
        }
    }

    private sealed class Lease(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
