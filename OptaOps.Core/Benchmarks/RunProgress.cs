namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Arrivals of text chunks of the run that is being measured. Written by the measuring thread alone, read by anyone: the count is
/// published after the value, so a reader never sees a slot that is not filled.
/// </summary>
internal sealed class RunProgress(int capacity)
{
    private double[] _atMs = new double[Math.Max(capacity, 16)];
    private int _count;

    private long _sentAt;

    /// <summary>Timestamp of t0; 0 until the request was sent.</summary>
    public long SentAt
    {
        get => Volatile.Read(ref _sentAt);
        set => Volatile.Write(ref _sentAt, value);
    }

    /// <summary>Arrivals so far, milliseconds after t0.</summary>
    public ReadOnlySpan<double> AtMs
    {
        get
        {
            var count = Volatile.Read(ref _count);
            return Volatile.Read(ref _atMs).AsSpan(0, count);
        }
    }

    public void Add(double atMs)
    {
        if (_count == _atMs.Length)
        {
            var larger = new double[_count * 2];
            _atMs.CopyTo(larger, 0);
            Volatile.Write(ref _atMs, larger);
        }

        _atMs[_count] = atMs;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Takes the newest arrival back: it was no text but an error in the shape of text.</summary>
    public void TakeBack() => Volatile.Write(ref _count, _count - 1);
}
