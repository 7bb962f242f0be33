namespace OptaOps.Core.Benchmarks;

/// <summary>What the measuring thread brings back.</summary>
/// <param name="StartedAt">Wall clock at t0.</param>
/// <param name="SentAt">Timestamp of t0; 0 when nothing was sent.</param>
/// <param name="EndedAt">Timestamp of the end.</param>
/// <param name="RoundTripMs">Of a health call on the open connection just before; null when it could not be opened.</param>
/// <param name="ConnectedInsideClock">The prepared connection was gone, so another one was made inside the clock.</param>
internal sealed record MeasuredRun(
    StreamTiming Timing, DateTimeOffset StartedAt, long SentAt, long EndedAt, double? RoundTripMs, bool ConnectedInsideClock);
