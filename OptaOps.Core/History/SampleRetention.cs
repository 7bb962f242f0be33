using Microsoft.Extensions.Options;
using OptaOps.Core.Storage;

namespace OptaOps.Core.History;

/// <summary>Deletes raw samples and minutes that are older than configured. Hours, benchmark runs and model stays are kept for good.</summary>
internal sealed class SampleRetention(HistoryTrim trim, IOptions<StorageOptions> options, TimeProvider time)
{
    /// <summary>Returns how many rows were deleted.</summary>
    public async Task<int> DeleteOldAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await trim.RawAsync((now - options.Value.KeepRawFor).ToUnixTimeMilliseconds(), cancellationToken)
            + await trim.MinutesAsync((now - options.Value.KeepMinutesFor).ToUnixTimeMilliseconds(), cancellationToken);
    }
}
