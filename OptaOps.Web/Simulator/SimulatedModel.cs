namespace OptaOps.Web.Simulator;

/// <summary>A model on a simulated server's disk: what it is, how it loads and how fast it answers.</summary>
public sealed record SimulatedModel(string Id)
{
    public const string VllmMlx = "vllm-mlx";
    public const string MlxLm = "mlx-lm";
    public const string Gguf = "gguf";

    private readonly double? _batchingCost;

    /// <summary>Memory it takes once loaded, in GiB; 0 for what LMX does not know.</summary>
    public double MemoryGb { get; init; } = 4.2;

    /// <summary>Null when LMX finds no such number in the model's config.</summary>
    public int? ContextLength { get; init; } = 32768;

    /// <summary>What LMX's own choice comes to: <c>vllm-mlx</c>, <c>mlx-lm</c> or <c>gguf</c>. A load may ask for another.</summary>
    public string Backend { get; init; } = Id.Contains(Gguf, StringComparison.OrdinalIgnoreCase) ? Gguf : VllmMlx;

    /// <summary>LMX's configured wish.</summary>
    public bool Batching { get; init; } = true;

    /// <summary>It stays true for mlx-lm, which does not batch, and is never true for GGUF (contract §3.0).</summary>
    public bool ReportsBatching => Batching && Backend != Gguf;

    /// <summary>
    /// By how much each further answer at once lengthens the time for a token: with 0.25 four answers take 1.75 times as long for each of theirs.
    /// </summary>
    public double BatchingCost
    {
        get => _batchingCost ?? (Batching && Backend == VllmMlx ? 0.25 : 1);
        init => _batchingCost = value;
    }

    /// <summary>Off, a prompt seen since the load costs as much as a new one.</summary>
    public bool PrefixCache { get; init; } = true;

    public TimeSpan LoadTime { get; init; }

    /// <summary>After the load the model is there but still on trial; meanwhile the server answers again.</summary>
    public TimeSpan CanaryTime { get; init; }

    public SimulatedTiming Timing { get; init; } = SimulatedTiming.SeedReport;

    public SimulatedCache Cache { get; init; }

    public SimulatedLoadOutcome LoadOutcome { get; init; }

    /// <summary>What a failed canary says.</summary>
    public string LoadError { get; init; } = "Missing 2 parameters: \nb.weight,\nc.weight.";

    /// <summary>The cache scan does not filter repository types: <c>dataset</c> is listed too (contract §3.5).</summary>
    public string RepositoryType { get; init; } = "model";

    /// <summary>Unix seconds.</summary>
    public double DownloadedAt { get; init; } = 1771700000.1;

    /// <summary>What LMX reports: it measures before weights that load lazily are read (contract §3.0).</summary>
    public double MeasuredMemoryGb => Backend == MlxLm || (Backend == VllmMlx && !Batching) ? 0 : MemoryGb;

    public string LocalPath => $"/cache/hub/{RepositoryType}s--{Id.Replace("/", "--", StringComparison.Ordinal)}";

    /// <summary>A path that loads even when the cache does not know the model (contract §4.6).</summary>
    public string SnapshotPath => LocalPath + "/snapshots/0a1b2c3d";

    public long SizeBytes => (long)(MemoryGb * 1024 * 1024 * 1024);
}

/// <summary>How the server's cache scan judges a model on disk (contract §4.7).</summary>
public enum SimulatedCache
{
    Complete,

    /// <summary>Listed as available, but a load answers "Model cache is incomplete".</summary>
    Incomplete,

    /// <summary>Not listed, and a load answers "Model not found locally".</summary>
    Broken,
}

/// <summary>How loading a present model ends (contract §4.4).</summary>
public enum SimulatedLoadOutcome
{
    Loaded,
    Quarantined,
    ProbeFailed,
    LoadTimeout,
    LoaderCrashed,
    CanaryFailed,
    InsufficientMemory,

    /// <summary>With vllm-mlx only; another backend loads it.</summary>
    UnsupportedBackend,
    InternalError,
    InsufficientDisk,

    /// <summary>The process dies: the socket closes without a reply and connections are refused until a restart.</summary>
    Crash,
}
