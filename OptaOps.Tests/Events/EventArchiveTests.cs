using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Events;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Events;

public sealed class EventArchiveTests : IAsyncLifetime, IDisposable
{
    private readonly TestDatabase _files = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 2, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly Latest<EventBoard> _board = new(EventBoard.Empty);
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly SampleWriter _samples;
    private readonly EventLog _log;
    private readonly EventArchive _archive;

    public EventArchiveTests()
    {
        _samples = new SampleWriter(_files, _time, NullLogger<SampleWriter>.Instance);
        _log = new EventLog(_files, _samples, _board, _time);
        _archive = new EventArchive(_files, _samples, _board);
    }

    public async ValueTask InitializeAsync()
    {
        await _samples.StartAsync(_token);
        await _log.StartAsync(_token);
    }

    public async ValueTask DisposeAsync()
    {
        await _samples.StopAsync(CancellationToken.None);
        Dispose();
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Filters_hold_for_the_newest_in_memory_and_the_older_ones_in_the_database_and_pages_join()
    {
        await TellAsync(300);

        var first = await _archive.ListAsync(new EventFilter(NodeId: 1, Limit: 80), _token);
        var second = await _archive.ListAsync(new EventFilter(NodeId: 1, Before: first[^1].Id, Limit: 80), _token);

        Assert.Equal(Enumerable.Range(1, 150).Select(each => each * 2L).Reverse(), first.Concat(second).Select(each => each.Id));
        Assert.Equal(100, (await _archive.ListAsync(new EventFilter(AtLeast: EventSeverity.Warning, Limit: 500), _token)).Count);
        Assert.Equal(100, (await _archive.ListAsync(new EventFilter(Topic: EventTopic.Model, Limit: 500), _token)).Count);
        Assert.Equal([100L], (await _archive.ListAsync(new EventFilter(Text: "100 %", Limit: 500), _token)).Select(each => each.Id));
        Assert.Equal([17L], (await _archive.ListAsync(new EventFilter(Text: "ACME/17_", Limit: 500), _token)).Select(each => each.Id));
    }

    [Fact]
    public async Task A_reader_that_comes_back_misses_nothing_and_then_hears_what_happens()
    {
        await TellAsync(250);

        var heard = new List<long>();
        await foreach (var happened in _archive.FollowAsync(3, _token))
        {
            heard.Add(happened.Id);
            if (happened.Id == 250)
            {
                await TellAsync(1);
            }
            else if (happened.Id == 251)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(4, 248).Select(id => (long)id), heard);
    }

    [Fact]
    public async Task A_reader_without_a_number_or_with_one_of_another_database_hears_what_happens_from_now_on()
    {
        await TellAsync(2);
        await using var fresh = _archive.FollowAsync(null, _token).GetAsyncEnumerator(_token);
        await using var strange = _archive.FollowAsync(900, _token).GetAsyncEnumerator(_token);
        var (first, second) = (fresh.MoveNextAsync().AsTask(), strange.MoveNextAsync().AsTask());

        await TellAsync(1);

        Assert.True(await first && await second);
        Assert.Equal((3, 3), (fresh.Current.Id, strange.Current.Id));
    }

    [Fact]
    public async Task What_is_too_old_or_too_many_goes_and_the_newest_number_is_never_given_again()
    {
        await TellAsync(1_010);
        await _samples.FlushAsync(_token);
        var retention = new EventRetention(_files, Options.Create(new EventOptions { KeepAtMost = 1_000 }), _time, NullLogger<EventRetention>.Instance);

        Assert.Equal(10, await retention.DeleteOldAsync(_token));
        _time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(999, await retention.DeleteOldAsync(_token));

        var again = new EventLog(_files, _samples, _board, _time);
        await again.StartAsync(_token);
        await again.AddAsync(new NewEvent(EventTopic.Node, "test", "After all went."), _token);
        Assert.Equal(1_011, _board.Value.Events[0].Id);
    }

    /// <summary>Every second of node 1, every third a model's warning.</summary>
    private async Task TellAsync(int count)
    {
        var from = _board.Value.Events is [var newest, ..] ? (int)newest.Id : 0;
        for (var n = from + 1; n <= from + count; n++)
        {
            var (topic, severity) = n % 3 == 0 ? (EventTopic.Model, EventSeverity.Warning) : (EventTopic.Node, EventSeverity.Info);
            await _log.AddAsync(new NewEvent(topic, "test", $"Number {n} % of what was told.", severity) { NodeId = n % 2 == 0 ? 1 : 2, ModelId = $"acme/{n}_" }, _token);
        }
    }
}
