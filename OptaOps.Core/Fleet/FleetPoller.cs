using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OptaOps.Core.Live;

namespace OptaOps.Core.Fleet;

/// <summary>
/// One poll loop for the fleet. Each tick starts a probe of every node that has none under way, so a hanging node delays no other and is
/// never asked twice. However many browsers watch, the nodes see this loop alone.
/// </summary>
public sealed class FleetPoller : BackgroundService
{
    private readonly NodeDirectory _directory;
    private readonly Probe _probe;
    private readonly NodeGates _gates;
    private readonly Latest<FleetBoard> _board;
    private readonly IReadOnlyList<IPollListener> _listeners;
    private readonly ObserverWatch _observer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollEvery;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Task> _underWay = [];

    internal FleetPoller(
        NodeDirectory directory,
        Probe probe,
        NodeGates gates,
        Latest<FleetBoard> board,
        IEnumerable<IPollListener> listeners,
        ObserverWatch observer,
        IOptions<FleetOptions> options,
        TimeProvider time)
    {
        (_directory, _probe, _gates, _board, _listeners, _observer, _time) = (directory, probe, gates, board, [.. listeners], observer, time);
        _pollEvery = options.Value.PollEvery;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        _board.Publish(new FleetBoard([.. _directory.Nodes.Select(node => new NodeSnapshot(node, _pollEvery, now) { Gate = _gates.For(node.Id) })]));
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Starts a probe of every node that has none under way and returns when those are done.</summary>
    public Task PollOnceAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.WhenAll(_board.Value.Nodes.Select(node => node.Node.Id).Where(id => !_underWay.ContainsKey(id)).ToArray().Select(id => Begin(id, cancellationToken)).ToArray());
        }
    }

    /// <summary>Returns after an answer of the node that was asked for after this call, its models too. A probe under way is waited for, not doubled.</summary>
    public async Task PollNowAsync(int nodeId, CancellationToken cancellationToken)
    {
        if (UnderWay(nodeId) is { } earlier)
        {
            await earlier.WaitAsync(cancellationToken);
        }

        _board.Update(board => board.With(nodeId, node => node with { ModelsDue = true }));
        Task probing;
        lock (_lock)
        {
            probing = _underWay.TryGetValue(nodeId, out var begun) ? begun : Begin(nodeId, cancellationToken);
        }

        await probing.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pollEvery, _time);
        try
        {
            do
            {
                await _observer.TickAsync(stoppingToken);
                _ = PollOnceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; probes see the same token.
        }

        Task[] underWay;
        lock (_lock)
        {
            underWay = [.. _underWay.Values];
        }

        await Task.WhenAll(underWay);
    }

    private Task? UnderWay(int nodeId)
    {
        lock (_lock)
        {
            return _underWay.GetValueOrDefault(nodeId);
        }
    }

    /// <summary>Called under the lock.</summary>
    private Task Begin(int nodeId, CancellationToken cancellationToken)
    {
        var probing = Task.Run(() => PollNodeAsync(nodeId, cancellationToken), CancellationToken.None);
        _underWay[nodeId] = probing;
        return probing.ContinueWith(
            done =>
            {
                lock (_lock)
                {
                    _underWay.Remove(nodeId);
                }

                return done;
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default).Unwrap();
    }

    private async Task PollNodeAsync(int nodeId, CancellationToken cancellationToken)
    {
        try
        {
            // While a run is measured the node is left alone and its values are held. The read waits at the gate, so that it comes next.
            using var lease = await _gates.For(nodeId).EnterReadAsync(cancellationToken);
            var last = _board.Value.Find(nodeId)!;
            var next = await _probe.RunAsync(last, cancellationToken);
            _board.Update(board => board.With(nodeId, _ => next));
            foreach (var listener in _listeners)
            {
                await listener.PolledAsync(last, next, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
