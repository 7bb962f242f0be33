using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OptaOps.Core.Storage;

/// <summary>An instant as unix milliseconds UTC, so that order, range, min and max run in SQL on the index.</summary>
internal sealed class UtcMillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

/// <summary>A duration as whole microseconds.</summary>
internal sealed class MicrosecondsConverter()
    : ValueConverter<TimeSpan, long>(span => span.Ticks / TimeSpan.TicksPerMicrosecond, stored => TimeSpan.FromTicks(stored * TimeSpan.TicksPerMicrosecond));
