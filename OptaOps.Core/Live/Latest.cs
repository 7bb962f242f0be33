using System.Runtime.CompilerServices;

namespace OptaOps.Core.Live;

/// <summary>
/// The newest value of something, and a way to be woken when it is replaced. Values are complete and immutable, so a slow
/// watcher may skip some and still be right; there is no queue per watcher and nothing to unsubscribe.
/// </summary>
public sealed class Latest<T>(T initial)
    where T : class
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _replaced = NewSignal();

    /// <summary>The newest value; never null.</summary>
    public T Value
    {
        get
        {
            lock (_gate)
            {
                return field;
            }
        }

        private set;
    } = initial;

    /// <summary>Replaces the value and wakes every watcher.</summary>
    public void Publish(T next) => Update(_ => next);

    /// <summary>Replaces the value by a function of the present one, atomically. The function runs under the lock: keep it short.</summary>
    public void Update(Func<T, T> change)
    {
        TaskCompletionSource replaced;
        lock (_gate)
        {
            Value = change(Value);
            (replaced, _replaced) = (_replaced, NewSignal());
        }

        replaced.SetResult();
    }

    /// <summary>Yields the present value at once, then each newer one that the consumer is quick enough to see, until cancelled.</summary>
    public async IAsyncEnumerable<T> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            T current;
            Task replaced;
            lock (_gate)
            {
                (current, replaced) = (Value, _replaced.Task);
            }

            yield return current;
            await replaced.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
