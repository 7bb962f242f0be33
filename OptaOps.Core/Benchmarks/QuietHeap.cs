using System.Runtime;

namespace OptaOps.Core.Benchmarks;

/// <summary>While any round is measured the collector avoids long stops of all threads, which would delay the stamps.</summary>
internal sealed class QuietHeap : IDisposable
{
    private static readonly Lock Gate = new();
    private static int _measuring;
    private static GCLatencyMode _usual;

    public QuietHeap()
    {
        lock (Gate)
        {
            if (_measuring++ == 0)
            {
                _usual = GCSettings.LatencyMode;
                GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (--_measuring == 0)
            {
                GCSettings.LatencyMode = _usual;
            }
        }
    }
}
