using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace OptaOps.Web.Simulator;

/// <summary>What happens on a server, told to whoever has an open event stream; nothing is kept for later (contract §3.12).</summary>
public sealed class SimulatedEvents
{
    /// <summary>Events that may wait for one stream. LMX silently drops a stream that falls further behind: it stays open and tells no more.</summary>
    private const int Waiting = 100;

    private readonly Lock _gate = new();
    private readonly List<Channel<SimulatedEvent>> _streams = [];

    /// <summary>Of the 50 subscribers that LMX allows one is its own.</summary>
    public int MostStreams { get; set; } = 49;

    /// <summary>Streams that are still told what happens.</summary>
    public int Streams
    {
        get
        {
            lock (_gate)
            {
                return _streams.Count;
            }
        }
    }

    /// <summary>Tells every stream an event, be it one that LMX knows or not.</summary>
    public void Publish(string name, JsonObject data)
    {
        lock (_gate)
        {
            _streams.RemoveAll(stream => !stream.Writer.TryWrite(new SimulatedEvent(name, data)));
        }
    }

    /// <summary>Treats every open stream as too slow: heartbeats go on, events do not.</summary>
    public void DropStreams()
    {
        lock (_gate)
        {
            _streams.Clear();
        }
    }

    /// <summary>Null when there are too many streams.</summary>
    internal Channel<SimulatedEvent>? Subscribe()
    {
        lock (_gate)
        {
            if (_streams.Count >= MostStreams)
            {
                return null;
            }

            var stream = Channel.CreateBounded<SimulatedEvent>(Waiting);
            _streams.Add(stream);
            return stream;
        }
    }

    internal void Unsubscribe(Channel<SimulatedEvent> stream)
    {
        lock (_gate)
        {
            _streams.Remove(stream);
        }
    }
}

internal sealed record SimulatedEvent(string Name, JsonObject Data);
