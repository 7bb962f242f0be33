namespace OptaOps.Web.Simulator;

/// <summary>The faults in wait for coming requests, by path; <see cref="AnyPath"/> matches all.</summary>
public sealed class FaultScript
{
    public const string AnyPath = "*";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedFault> _lasting = new(StringComparer.Ordinal);
    private readonly List<(string Path, SimulatedFault Fault)> _next = [];

    /// <summary>Faults the next request to the path; several calls fault several requests in turn.</summary>
    public void Next(string path, SimulatedFault fault)
    {
        lock (_gate)
        {
            _next.Add((path, fault));
        }
    }

    /// <summary>Faults every request to the path until cleared.</summary>
    public void Always(string path, SimulatedFault fault)
    {
        lock (_gate)
        {
            _lasting[path] = fault;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _lasting.Clear();
            _next.Clear();
        }
    }

    internal SimulatedFault? Take(string path)
    {
        lock (_gate)
        {
            var index = _next.FindIndex(entry => entry.Path == path || entry.Path == AnyPath);
            if (index >= 0)
            {
                var fault = _next[index].Fault;
                _next.RemoveAt(index);
                return fault;
            }

            return _lasting.GetValueOrDefault(path) ?? _lasting.GetValueOrDefault(AnyPath);
        }
    }
}
