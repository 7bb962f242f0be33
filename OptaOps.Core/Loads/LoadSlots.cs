using OptaOps.Core.Fleet;

namespace OptaOps.Core.Loads;

/// <summary>The one place on each node for a load that is not settled yet: shown to everybody, and keeping benchmarks and other loads away.</summary>
internal sealed class LoadSlots(LoadsUnderWay underWay, NodeGates gates)
{
    /// <summary>The place until it is disposed, or null when it is taken or the node belongs to a measurement.</summary>
    public IDisposable? TryTake(int nodeId, LoadUnderWay load, int? benchmarkId)
    {
        if (!underWay.TryBegin(nodeId, load))
        {
            return null;
        }

        if (gates.For(nodeId).TryEnterLoad(benchmarkId) is { } lease)
        {
            return new Slot(nodeId, lease, underWay);
        }

        underWay.End(nodeId);
        return null;
    }

    private sealed class Slot(int nodeId, IDisposable lease, LoadsUnderWay underWay) : IDisposable
    {
        private IDisposable? _lease = lease;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _lease, null) is { } held)
            {
                underWay.End(nodeId);
                held.Dispose();
            }
        }
    }
}
