namespace OptaOps.Web.Simulator;

/// <summary>The latest requests a simulated server received, for tests to look at or to wait for.</summary>
public sealed class RequestLog
{
    private const int Kept = 500;
    private const int KeptCharacters = 4_000_000;

    private readonly Lock _gate = new();
    private readonly List<ReceivedRequest> _received = [];
    private TaskCompletionSource _arrival = NewSignal();
    private int _characters;

    public IReadOnlyList<ReceivedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _received.Clear();
            _characters = 0;
        }
    }

    /// <summary>Returns as soon as so many requests to the path have arrived.</summary>
    public async Task WaitForAsync(string path, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_received.Count(request => request.Path == path) >= count)
                {
                    return;
                }

                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    internal void Add(ReceivedRequest request)
    {
        TaskCompletionSource arrival;
        lock (_gate)
        {
            _received.Add(request);
            _characters += request.Body.Length;
            while (_received.Count > Kept || (_characters > KeptCharacters && _received.Count > 1))
            {
                _characters -= _received[0].Body.Length;
                _received.RemoveAt(0);
            }

            (arrival, _arrival) = (_arrival, NewSignal());
        }

        arrival.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>One received request. Header names are without regard to case; the body is empty for a GET.</summary>
public sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
