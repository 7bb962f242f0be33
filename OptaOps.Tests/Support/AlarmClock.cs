using Microsoft.Extensions.Time.Testing;

namespace OptaOps.Tests.Support;

/// <summary>A fake clock that tells when an alarm of a given length has been set, so that a test moves it only then.</summary>
internal sealed class AlarmClock(TimeSpan length) : FakeTimeProvider
{
    private volatile bool _isSet;

    public bool IsSet => _isSet;

    private TimeSpan Length { get; } = length;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(base.CreateTimer(callback, state, dueTime, period), this);
        _isSet |= dueTime == Length;
        return alarm;
    }

    private sealed class Alarm(ITimer timer, AlarmClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            clock._isSet |= dueTime == clock.Length;
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
