using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace OptaOps.Core.Fleet;

/// <summary>All that hear of polls, in order. A database that refuses one of them is logged and keeps no other from hearing.</summary>
internal sealed partial class PollListeners(IEnumerable<IPollListener> listeners, ILogger<PollListeners> logger)
{
    private readonly IReadOnlyList<IPollListener> _all = [.. listeners];

    public async Task TellAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken)
    {
        foreach (var listener in _all)
        {
            try
            {
                await listener.PolledAsync(last, next, cancellationToken);
            }
            catch (Exception error) when (error is DbException or DbUpdateException)
            {
                Log.Refused(logger, listener.GetType().Name, next.Node.Name, error.GetBaseException().Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Listener} could not keep what a poll of {Node} brought: {Problem}")]
        public static partial void Refused(ILogger logger, string listener, string node, string problem);
    }
}
