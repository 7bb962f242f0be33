namespace OptaOps.Core.Benchmarks;

/// <summary>What the measuring thread brings back.</summary>
/// <param name="StartedAt">Wall clock at t0.</param>
/// <param name="RoundTripMs">Of a health call on the open connection just before; null when it could not be opened.</param>
internal sealed record MeasuredRun(StreamTiming Timing, DateTimeOffset StartedAt, double? RoundTripMs, RunObserver Observer);
