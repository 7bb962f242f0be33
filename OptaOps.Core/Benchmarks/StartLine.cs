namespace OptaOps.Core.Benchmarks;

/// <summary>Holds the streams of a round until each has its connection, so that they start together. One that cannot start steps aside.</summary>
internal sealed class StartLine(int streams) : IDisposable
{
    private readonly Barrier _barrier = new(streams);

    /// <summary>Returns when all streams are here or have stepped aside.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public void Wait(CancellationToken cancellationToken) => _barrier.SignalAndWait(cancellationToken);

    public void StepAside() => _barrier.RemoveParticipant();

    public void Dispose() => _barrier.Dispose();
}
