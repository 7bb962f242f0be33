namespace OptaOps.Web.Simulator;

/// <summary>The server's generation slots, first come first served. The size is read anew each time, so a script may change it.</summary>
internal sealed class SlotQueue(Func<int> size)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private int _taken;

    /// <summary>Requests that generate; waiting ones are not counted (contract §3.1).</summary>
    public int Taken => Volatile.Read(ref _taken);

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Takes a slot beyond every limit, as the interactive lane does.</summary>
    public void Take()
    {
        lock (_gate)
        {
            _taken++;
        }
    }

    /// <summary>Takes a slot if one is free now.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_taken >= size() || _waiting.Count > 0)
            {
                return false;
            }

            _taken++;
            return true;
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.AddLast(turn);
            Admit();
        }

        try
        {
            await turn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(turn);
            throw;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _taken--;
            Admit();
        }
    }

    private void GiveUp(TaskCompletionSource turn)
    {
        lock (_gate)
        {
            if (_waiting.Remove(turn))
            {
                return;
            }
        }

        Leave();
    }

    private void Admit()
    {
        while (_taken < size() && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            _taken++;
            first.Value.SetResult();
        }
    }
}
