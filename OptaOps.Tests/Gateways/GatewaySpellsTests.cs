using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Gateways;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Gateways;

public sealed class GatewaySpellsTests : IDisposable
{
    private static readonly Gateway Mono = new(1, "Mono", new Uri("http://127.0.0.1:19001"), GatewaySource.Saved);
    private readonly TestDatabase _database = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1771850000));
    private GatewaySpells _spells;

    public GatewaySpellsTests() => _spells = Start();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Time_in_which_OptaOps_was_off_is_a_gap_and_counts_neither_way()
    {
        var begin = _time.GetUtcNow();
        await SeeAsync(GatewayState.Live, TimeSpan.FromHours(3));
        await _spells.EndAsync();
        _time.Advance(TimeSpan.FromHours(10));
        _spells = Start();
        Assert.Equal(GatewayState.Live, await _spells.LastStateAsync(Mono.Id));
        await SeeAsync(GatewayState.Refused, TimeSpan.FromHours(1));

        var history = await ReadAsync(begin);

        Assert.Equal([(GatewayState.Live, 3.0), (GatewayState.Refused, 1.0)], history.Spells.Select(spell => (spell.State, (spell.To - spell.From).TotalHours)));
        Assert.Equal(new GatewayUptime(75, 4), history.Uptime);
    }

    [Fact]
    public async Task A_crash_claims_no_time_that_was_not_seen_and_loses_at_most_a_minute()
    {
        var begin = _time.GetUtcNow();
        await SeeAsync(GatewayState.Live, TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(50));
        _spells = Start();
        _time.Advance(TimeSpan.FromHours(2));

        Assert.InRange((await ReadAsync(begin)).Uptime.SeenHours * 60, 29.9, 30.9);
    }

    [Fact]
    public async Task A_machine_that_slept_between_two_checks_saw_nothing_meanwhile()
    {
        var begin = _time.GetUtcNow();
        await SeeAsync(GatewayState.Live, TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromHours(8));
        await SeeAsync(GatewayState.Live, TimeSpan.FromMinutes(10));

        var history = await ReadAsync(begin);

        Assert.Equal(2, history.Spells.Count);
        Assert.Equal(20, history.Uptime.SeenHours * 60, 3);
    }

    [Fact]
    public async Task Checks_that_find_the_same_write_one_row_and_an_empty_record_has_no_percentage()
    {
        Assert.Equal(new GatewayUptime(null, 0), (await ReadAsync(_time.GetUtcNow().AddDays(-1))).Uptime);
        await SeeAsync(GatewayState.NotReady, TimeSpan.FromHours(1));

        var history = await ReadAsync(_time.GetUtcNow().AddDays(-1));

        Assert.Single(history.Spells);
        Assert.Equal(0, history.Uptime.UpPercent);
    }

    private GatewaySpells Start() => new(_database, NullLogger<GatewaySpells>.Instance);

    private Task<GatewayHistoryView> ReadAsync(DateTimeOffset from) =>
        new GatewayHistory(_database, _spells).ReadAsync(Mono.Id, from, _time.GetUtcNow(), TestContext.Current.CancellationToken);

    /// <summary>A check every 10 seconds that finds the state, from now on.</summary>
    private async Task SeeAsync(GatewayState state, TimeSpan length)
    {
        var from = _time.GetUtcNow();
        await SeeNowAsync(state, from);
        while (_time.GetUtcNow() - from < length)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await SeeNowAsync(state, from);
        }
    }

    private Task SeeNowAsync(GatewayState state, DateTimeOffset since) =>
        _spells.SeenAsync(new GatewaySnapshot(Mono, TimeSpan.FromSeconds(10), since) { State = state, AsOf = _time.GetUtcNow() });
}
