using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OptaOps.Core.Events;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>
/// Watches OptaOps' own poll loop. When it came late by more than one interval, slept or was off, that time is stored and told as the
/// observer's gap. Both clocks are asked: the monotonic one stands still while a machine sleeps, and only it can be trusted otherwise.
/// </summary>
public sealed partial class ObserverWatch(
    IDbContextFactory<OptaOpsDb> databases, SampleWriter samples, EventLog events, IOptions<FleetOptions> options, TimeProvider time, ILogger<ObserverWatch> logger)
{
    private readonly TimeSpan _every = options.Value.PollEvery;
    private (DateTimeOffset At, long Stamp)? _last;
    private long _gapEndedMs;

    public PollLateness Lateness { get; } = new();

    /// <summary>Samples that were taken and could not be stored, since the start.</summary>
    public long LostSamples => samples.State.LostRows;

    /// <summary>True when OptaOps did not watch all the time since that instant.</summary>
    internal bool HasGapSince(long atMs) => Volatile.Read(ref _gapEndedMs) > atMs;

    /// <summary>Called at each tick of the poll loop, before its polls.</summary>
    internal async Task TickAsync(CancellationToken cancellationToken)
    {
        var (now, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        if (_last is not { } last)
        {
            _last = (now, stamp);
            await TryComeBackAsync(now, cancellationToken);
            return;
        }

        _last = (now, stamp);
        var elapsed = time.GetElapsedTime(last.Stamp, stamp);
        Lateness.Add(Math.Max(0, (elapsed - _every).TotalMilliseconds), Math.Max(0, (long)(elapsed / _every) - 1));
        var byTheWall = now - last.At;
        if (byTheWall > 2 * _every && byTheWall - elapsed > _every)
        {
            // Asked first: the tick after a sleep is often late by the monotonic clock too, which knows nothing of the sleep.
            await TellAsync(last.At + _every, now, ObserverGapReason.Asleep, cancellationToken);
        }
        else if (elapsed > 2 * _every)
        {
            await TellAsync(now - elapsed + _every, now, ObserverGapReason.Late, cancellationToken);
        }
    }

    /// <summary>A database that refuses now must not end the polls; then the time before shows as not watched.</summary>
    private async Task TryComeBackAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await ComeBackAsync(now, cancellationToken);
        }
        catch (DbException error)
        {
            Log.Refused(logger, error.Message);
        }
    }

    /// <summary>What was stored last tells since when nobody watched; nothing is told of the time before the very first poll.</summary>
    private async Task ComeBackAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var polled = await database.NodeSamples.MaxAsync(row => (long?)row.TakenAtMs, cancellationToken);
        if (polled is not { } lastMs)
        {
            return;
        }

        var told = await database.ObserverGaps.Where(row => row.NodeId == null).MaxAsync(row => (long?)row.ToMs, cancellationToken);
        var from = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(lastMs, told ?? 0)) + _every;
        if (now - from > _every)
        {
            await TellAsync(from, now, ObserverGapReason.Off, cancellationToken);
        }
    }

    private async Task TellAsync(DateTimeOffset from, DateTimeOffset to, ObserverGapReason reason, CancellationToken cancellationToken)
    {
        var (fromMs, toMs) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        Volatile.Write(ref _gapEndedMs, toMs);
        await samples.WriteAsync(new ObserverGapRow { FromMs = fromMs, ToMs = toMs, Reason = reason }, cancellationToken);
        var (kind, words) = reason switch
        {
            ObserverGapReason.Off => ("observerOff", "OptaOps was not running"),
            ObserverGapReason.Asleep => ("observerAsleep", "This machine slept, or its clock was set forward,"),
            _ => ("observerLate", "OptaOps was suspended or overloaded"),
        };
        var severity = reason == ObserverGapReason.Late ? EventSeverity.Warning : EventSeverity.Info;
        await events.AddAsync(new NewEvent(EventTopic.Observer, kind, $"{words} for {Words(to - from)}: nothing is known of that time.", severity), cancellationToken);
    }

    private static string Words(TimeSpan length) => length.TotalMinutes < 1 ? $"{(int)length.TotalSeconds} s"
        : length.TotalHours < 1 ? $"{(int)length.TotalMinutes} min {length.Seconds} s"
        : length.TotalDays < 2 ? $"{(int)length.TotalHours} h {length.Minutes} min"
        : $"{(int)length.TotalDays} d {length.Hours} h";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Since when nobody watched could not be read: {Problem}")]
        public static partial void Refused(ILogger logger, string problem);
    }
}
