using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

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
    private readonly ModelStays _stays;
    private readonly SampleWriter _samples;
    private readonly Latest<FleetBoard> _board;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollEvery;
    private readonly ConcurrentDictionary<int, Task> _underWay = new();

    internal FleetPoller(
        NodeDirectory directory,
        Probe probe,
        NodeGates gates,
        ModelStays stays,
        SampleWriter samples,
        Latest<FleetBoard> board,
        IOptions<FleetOptions> options,
        TimeProvider time)
    {
        (_directory, _probe, _gates, _stays, _samples, _board, _time) = (directory, probe, gates, stays, samples, board, time);
        _pollEvery = options.Value.PollEvery;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        _board.Publish(new FleetBoard([.. _directory.Nodes.Select(node => new NodeSnapshot(node, _pollEvery, now) { Gate = _gates.For(node.Id) })]));
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Starts a probe of every node that has none under way and returns when those are done.</summary>
    public Task PollOnceAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_board.Value.Nodes.Select(node => node.Node.Id).Where(id => !_underWay.ContainsKey(id)).Select(id => Begin(id, cancellationToken)).ToArray());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pollEvery, _time);
        try
        {
            do
            {
                _ = PollOnceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; probes see the same token.
        }

        await Task.WhenAll(_underWay.Values);
    }

    private Task Begin(int nodeId, CancellationToken cancellationToken)
    {
        var probing = Task.Run(() => PollNodeAsync(nodeId, cancellationToken), CancellationToken.None);
        _underWay[nodeId] = probing;
        return probing.ContinueWith(
            done =>
            {
                _underWay.TryRemove(nodeId, out _);
                return done;
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
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
            _board.Update(board => new FleetBoard([.. board.Nodes.Select(node => node.Node.Id == nodeId ? next : node)]));
            await _samples.WriteAsync(Sample(next), cancellationToken);
            if (next.ModelsAsOf != last.ModelsAsOf)
            {
                await _stays.KeepAsync(next, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private NodeSampleRow Sample(NodeSnapshot node)
    {
        var now = _time.GetUtcNow();
        var fresh = node.State is NodeState.Online or NodeState.NoModel;
        return new NodeSampleRow
        {
            NodeId = node.Node.Id,
            TakenAtMs = now.ToUnixTimeMilliseconds(),
            State = node.State,
            PollLatencyMs = fresh ? node.AnswerMs : null,
            MemoryTotalGb = fresh ? node.Memory?.TotalGb : null,
            MemoryUsedGb = fresh ? node.Memory?.UsedGb : null,
            InFlight = fresh ? node.InFlight : null,
            UptimeSeconds = fresh ? node.UptimeSeconds : null,
        };
    }
}
