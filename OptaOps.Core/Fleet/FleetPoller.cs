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
    private readonly PollListeners _listeners;
    private readonly ObserverWatch _observer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollEvery;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Probing> _underWay = [];
    private CancellationToken _stopping;

    internal FleetPoller(
        NodeDirectory directory,
        Probe probe,
        NodeGates gates,
        Latest<FleetBoard> board,
        PollListeners listeners,
        ObserverWatch observer,
        IOptions<FleetOptions> options,
        TimeProvider time)
    {
        (_directory, _probe, _gates, _board, _listeners, _observer, _time) = (directory, probe, gates, board, listeners, observer, time);
        _pollEvery = options.Value.PollEvery;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _board.Publish(FleetBoard.Empty.Following(_directory.Nodes, First));
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Starts a probe of every node that has none under way and returns when those are done.</summary>
    public Task PollOnceAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.WhenAll(_board.Value.Nodes.Select(node => node.Node.Id).Where(id => Ongoing(id) is null).ToArray().Select(id => Begin(id, cancellationToken)).ToArray());
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
            probing = Ongoing(nodeId) ?? Begin(nodeId, cancellationToken);
        }

        await probing.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Takes the list of nodes as it is now. New nodes and those at another address or with other keys begin anew and are asked at once; what is
    /// under way for the others of old is given up, so that it cannot come back to the board.
    /// </summary>
    public void Follow()
    {
        lock (_lock)
        {
            List<int> begun = [];
            _board.Update(board =>
            {
                var next = board.Following(_directory.Nodes, First);
                begun = [.. next.Nodes.Where(node => board.Find(node.Node.Id)?.Node.Endpoint != node.Node.Endpoint).Select(node => node.Node.Id)];
                return next;
            });
            foreach (var (id, probing) in _underWay)
            {
                if (begun.Contains(id) || _board.Value.Find(id) is null)
                {
                    probing.Cancel.Cancel();
                }
            }

            // Before the loop runs, its first tick asks them; a probe begun now would not end with the host.
            if (_stopping.CanBeCanceled)
            {
                begun.ForEach(id => Begin(id, _stopping));
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lock (_lock)
        {
            _stopping = stoppingToken;
        }

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
            underWay = [.. _underWay.Values.Select(probing => probing.Task)];
        }

        await Task.WhenAll(underWay);
    }

    private Task? UnderWay(int nodeId)
    {
        lock (_lock)
        {
            return Ongoing(nodeId);
        }
    }

    /// <summary>Called under the lock. One that has ended is none, even before it was taken off the list.</summary>
    private Task? Ongoing(int nodeId) => _underWay.GetValueOrDefault(nodeId)?.Task is { IsCompleted: false } task ? task : null;

    private NodeSnapshot First(Node node) => new(node, _pollEvery, _time.GetUtcNow()) { Gate = _gates.For(node.Id) };

    /// <summary>Called under the lock.</summary>
    private Task Begin(int nodeId, CancellationToken cancellationToken)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
        var probing = new Probing(Task.Run(() => PollNodeAsync(nodeId, cancel.Token), CancellationToken.None), cancel);
        _underWay[nodeId] = probing;
        return probing.Task.ContinueWith(
            done =>
            {
                lock (_lock)
                {
                    // Another one may have begun meanwhile, at another address.
                    if (_underWay.GetValueOrDefault(nodeId) == probing)
                    {
                        _underWay.Remove(nodeId);
                    }

                    cancel.Dispose();
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
            if (_board.Value.Find(nodeId) is not { } last || Show(last, await _probe.RunAsync(last, cancellationToken)) is not { } next)
            {
                return;
            }

            await _listeners.TellAsync(last, next, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops, or the node is gone or elsewhere.
        }
    }

    /// <summary>What the board shows then; null when the node was removed or got another address or key while it was asked.</summary>
    private NodeSnapshot? Show(NodeSnapshot last, NodeSnapshot answered)
    {
        NodeSnapshot? shown = null;
        _board.Update(board => board.With(last.Node.Id, present => present.Node.Endpoint == last.Node.Endpoint ? shown = answered with { Node = present.Node } : present));
        return shown;
    }

    /// <summary>A probe that is under way, and the way to give it up; compared by identity.</summary>
    private sealed class Probing(Task task, CancellationTokenSource cancel)
    {
        public Task Task { get; } = task;

        public CancellationTokenSource Cancel { get; } = cancel;
    }
}
