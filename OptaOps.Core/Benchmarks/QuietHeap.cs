using System.Runtime;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// While any round is measured the collector does not stop the threads, since a stop delays the stamps: room for what the process allocates
/// meanwhile is set aside before the clock starts. A round that outlasts the room, or for which there is none, has the usual collector in
/// the mode with the shortest stops.
/// </summary>
internal sealed class QuietHeap : IDisposable
{
    /// <summary>About half a minute of ten open pages. More would show in the memory that the process holds.</summary>
    private const long Room = 128L * 1024 * 1024;

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
                SetAside();
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (--_measuring == 0)
            {
                if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
                {
                    End();
                }

                GCSettings.LatencyMode = _usual;
            }
        }
    }

    private static void SetAside()
    {
        try
        {
            GC.TryStartNoGCRegion(Room);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // A process whose memory is limited below the room, or one in which somebody else has set room aside.
        }
    }

    private static void End()
    {
        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // The room was used up between the question and the end.
        }
    }
}
