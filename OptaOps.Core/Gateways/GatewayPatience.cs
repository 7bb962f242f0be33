namespace OptaOps.Core.Gateways;

/// <summary>How long each step of a check may take; whatever the other side does, a check ends.</summary>
/// <param name="Name">To find the address of a name.</param>
/// <param name="Connect">L0, and each later connection.</param>
/// <param name="Answer">L1 and L2, from asking to the last byte.</param>
/// <param name="Challenge">L3, from asking to the challenge.</param>
internal sealed record GatewayPatience(TimeSpan Name, TimeSpan Connect, TimeSpan Answer, TimeSpan Challenge)
{
    public static GatewayPatience Usual { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
}

/// <summary>A token that ends with the caller's, or when the time is up.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan within, TimeProvider time, CancellationToken cancellationToken)
    {
        _late = new CancellationTokenSource(within, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
