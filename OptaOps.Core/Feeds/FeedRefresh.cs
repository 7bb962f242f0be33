using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace OptaOps.Core.Feeds;

/// <summary>Polls the node anew when its feed asks for it: events are told, state is polled. A burst of events makes one poll, or two.</summary>
internal sealed partial class FeedRefresh(int nodeId, FeedParts parts)
{
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ask() => _asked.Writer.TryWrite(true);

    /// <param name="stopping">Not the end of one stream: a poll that was begun shall be told to all who listen.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var _ in _asked.Reader.ReadAllAsync(stopping))
            {
                await PollAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops, or the node was removed.
        }
    }

    private async Task PollAsync(CancellationToken stopping)
    {
        if (parts.Fleet.Value.Find(nodeId) is null)
        {
            return;
        }

        try
        {
            await parts.Poller.PollNowAsync(nodeId, stopping);
            await parts.Loads.KeepAsync(nodeId, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            // A full disk must not end this for good; the poll's own turn comes anyway.
            Log.Broke(parts.Logger, error, nodeId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "Node {NodeId} could not be polled anew after an event of its own")]
        public static partial void Broke(ILogger logger, Exception error, int nodeId);
    }
}
