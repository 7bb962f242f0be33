using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.History;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.History;

/// <summary>The parts that keep and read history over a real file, with a clock of its own.</summary>
internal sealed class HistoryStore : IAsyncDisposable
{
    public const int Node = 1;

    /// <summary>A whole hour, so that tests can count in minutes.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _files = new();
    private readonly IOptions<StorageOptions> _options;
    private readonly SampleWriter _writer;
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public HistoryStore(int maxSizeMb = 0)
    {
        _options = Options.Create(new StorageOptions { Directory = _files.Directory, MaxSizeMb = maxSizeMb });
        _writer = new SampleWriter(_files, Time, NullLogger<SampleWriter>.Instance);
        _writer.StartAsync(_token);
        Events = new EventLog(_files, _writer, Board, Time);
        RollUp = new RollUp(_files);
        var trim = new HistoryTrim(_files);
        Retention = new SampleRetention(trim, _options, Time);
        File = new DatabaseFile(_files, _options);
        Size = new SizeRetention(_files, File, trim, Events, _options, Time);
        History = new NodeHistory(_files, new NodeGates(Time), Time);
    }

    public SleepyClock Time { get; } = new();

    public Latest<EventBoard> Board { get; } = new(EventBoard.Empty);

    public EventLog Events { get; }

    public RollUp RollUp { get; }

    public SampleRetention Retention { get; }

    public SizeRetention Size { get; }

    public DatabaseFile File { get; }

    public NodeHistory History { get; }

    /// <summary>A watch as a new process has it.</summary>
    public ObserverWatch Watch() => new(_files, _writer, Events, Options.Create(new FleetOptions()), Time, NullLogger<ObserverWatch>.Instance);

    public OptaOpsDb Open() => _files.CreateDbContext();

    /// <summary>A poll that long after noon, of 5 s; a memory of null is a poll that brought no value.</summary>
    public static NodeSampleRow Poll(double secondsAfterNoon, double? memory, NodeState state = NodeState.Online, int node = Node) => new()
    {
        NodeId = node,
        TakenAtMs = Noon.ToUnixTimeMilliseconds() + (long)(secondsAfterNoon * 1000),
        CoversMs = 5000,
        State = state,
        MemoryUsedGb = memory,
        InFlight = memory is null ? null : (int)memory,
        PollLatencyMs = state is NodeState.Online or NodeState.NoModel ? 4 + memory : null,
    };

    public async Task StoreAsync(IEnumerable<object> rows)
    {
        await using var database = Open();
        database.AddRange(rows);
        await database.SaveChangesAsync(_token);
    }

    public async Task<IReadOnlyList<T>> AllAsync<T>()
        where T : class
    {
        await _writer.FlushAsync(_token);
        await using var database = Open();
        return await database.Set<T>().AsNoTracking().ToListAsync(_token);
    }

    public Task<NodeHistoryView> ReadAsync(TimeSpan from, TimeSpan to, int points = 500, NodeMetric metric = NodeMetric.MemoryUsedGb) =>
        History.ReadAsync(Node, metric, Noon + from, Noon + to, points, _token);

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _files.Dispose();
    }
}
