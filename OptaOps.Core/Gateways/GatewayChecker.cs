using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OptaOps.Core.Events;
using OptaOps.Core.Live;

namespace OptaOps.Core.Gateways;

/// <summary>
/// One loop for all gateways. Each tick starts a check of every gateway that has none under way, so a hanging one delays no other and is
/// never asked twice. However many browsers watch, the gateways see this loop alone.
/// </summary>
public sealed class GatewayChecker : BackgroundService
{
    private readonly GatewayProbe _probe;
    private readonly GatewaySpells _spells;
    private readonly Latest<GatewayBoard> _board;
    private readonly EventLog _events;
    private readonly TimeProvider _time;
    private readonly TimeSpan _checkEvery;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Task> _underWay = [];
    private CancellationToken? _stopping;

    internal GatewayChecker(
        GatewayProbe probe, GatewaySpells spells, Latest<GatewayBoard> board, EventLog events, IOptions<GatewayOptions> options, TimeProvider time)
    {
        (_probe, _spells, _board, _events, _time) = (probe, spells, board, events, time);
        _checkEvery = options.Value.CheckEvery;
    }

    /// <summary>Starts a check of every gateway that has none under way and returns when those are done.</summary>
    public Task CheckOnceAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.WhenAll(_board.Value.Gateways.Select(each => each.Gateway.Id).Where(id => !_underWay.ContainsKey(id)).ToArray().Select(id => Begin(id, cancellationToken)).ToArray());
        }
    }

    /// <summary>Starts a check at once, unless one is under way or the loop does not run.</summary>
    public void CheckSoon(int gatewayId)
    {
        lock (_lock)
        {
            if (_stopping is { IsCancellationRequested: false } stopping && !_underWay.ContainsKey(gatewayId))
            {
                _ = Begin(gatewayId, stopping);
            }
        }
    }

    /// <summary>Waits for the check under way, which no longer counts, and ends the spell of a gateway that is removed or moved.</summary>
    internal async Task ForgetAsync(int gatewayId)
    {
        Task? underWay;
        lock (_lock)
        {
            underWay = _underWay.GetValueOrDefault(gatewayId);
        }

        await (underWay ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _spells.EndAsync(gatewayId);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lock (_lock)
        {
            _stopping = stoppingToken;
        }

        using var timer = new PeriodicTimer(_checkEvery, _time);
        try
        {
            do
            {
                _ = CheckOnceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; checks see the same token.
        }

        Task[] underWay;
        lock (_lock)
        {
            underWay = [.. _underWay.Values];
        }

        await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _spells.EndAsync();
    }

    /// <summary>Called under the lock.</summary>
    private Task Begin(int gatewayId, CancellationToken cancellationToken)
    {
        var checking = Task.Run(() => CheckAsync(gatewayId, cancellationToken), CancellationToken.None);
        _underWay[gatewayId] = checking;
        return checking.ContinueWith(
            done =>
            {
                lock (_lock)
                {
                    _underWay.Remove(gatewayId);
                }

                return done;
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default).Unwrap();
    }

    private async Task CheckAsync(int gatewayId, CancellationToken cancellationToken)
    {
        try
        {
            if (_board.Value.Find(gatewayId) is not { } last)
            {
                return;
            }

            var next = await _probe.RunAsync(last, cancellationToken);
            var counts = false;

            // A gateway that was removed or moved meanwhile is another one.
            _board.Update(board => (counts = board.Find(gatewayId)?.Gateway == last.Gateway) ? board.With(next) : board);
            if (counts)
            {
                await TellAsync(last, next);
                await _spells.SeenAsync(next);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TellAsync(GatewaySnapshot last, GatewaySnapshot next)
    {
        var before = last.State == GatewayState.Checking && next.State != last.State ? await _spells.LastStateAsync(next.Gateway.Id) : last.State;
        if (GatewayEvents.Of(next, before) is { } happened)
        {
            await _events.AddAsync(happened, CancellationToken.None);
        }
    }
}
