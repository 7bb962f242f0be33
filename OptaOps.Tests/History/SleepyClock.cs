using Microsoft.Extensions.Time.Testing;

namespace OptaOps.Tests.History;

/// <summary>A fake clock of a machine that can sleep: the time of day goes on, the monotonic clock stands still.</summary>
internal sealed class SleepyClock() : FakeTimeProvider(HistoryStore.Noon)
{
    private TimeSpan _slept;

    public override long GetTimestamp() => base.GetTimestamp() - _slept.Ticks;

    public void Sleep(TimeSpan length)
    {
        Advance(length);
        _slept += length;
    }
}
