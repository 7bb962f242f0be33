using System.Threading.Channels;

namespace OptaOps.Core.Feeds;

/// <summary>Polls the node anew when its feed asks for it: events are told, state is polled. A burst of events makes one poll, or two.</summary>
internal sealed class FeedRefresh(int nodeId, FeedParts parts)
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
                if (parts.Fleet.Value.Find(nodeId) is not null)
                {
                    await parts.Poller.PollNowAsync(nodeId, stopping);
                    await parts.Loads.KeepAsync(nodeId, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops, or the node was removed.
        }
    }
}
