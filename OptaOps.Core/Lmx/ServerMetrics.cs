using System.Globalization;
using System.Text;

namespace OptaOps.Core.Lmx;

/// <summary><c>GET /admin/metrics</c> (contract §3.10), as far as it is used: it alone tells how many requests wait for a slot.</summary>
/// <param name="Queued">Requests waiting for a slot; null when the line is missing or no number.</param>
public sealed record ServerMetrics(int? Queued)
{
    private const string QueuedLine = "lmx_queued_requests ";

    internal static ServerMetrics Read(ReadOnlySpan<byte> text)
    {
        var line = Encoding.UTF8.GetString(text).Split('\n').FirstOrDefault(each => each.StartsWith(QueuedLine, StringComparison.Ordinal));
        return new(line is not null
            && double.TryParse(line[QueuedLine.Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out var queued)
            && queued is >= 0 and <= int.MaxValue ? (int)queued : null);
    }
}
