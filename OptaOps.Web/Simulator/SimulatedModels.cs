namespace OptaOps.Web.Simulator;

/// <summary>The models of a simulated server: on its disk, and among those the ones in memory, in load order.</summary>
public sealed class SimulatedModels
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedModel> _onDisk = [];
    private readonly List<LoadedModel> _loaded = [];
    private readonly List<ReadingModel> _reading = [];
    private Func<double>? _now;

    internal CompatibilityHistory Compatibility { get; } = new();

    public IReadOnlyList<SimulatedModel> OnDisk
    {
        get
        {
            lock (_gate)
            {
                return [.. _onDisk];
            }
        }
    }

    public IReadOnlyList<LoadedModel> Loaded
    {
        get
        {
            lock (_gate)
            {
                return [.. _loaded];
            }
        }
    }

    /// <summary>GiB that loaded models take, and of loading ones what is read by now.</summary>
    public double TakenGb
    {
        get
        {
            lock (_gate)
            {
                var taken = _loaded.Sum(loaded => loaded.Model.MemoryGb) + _reading.Sum(reading => reading.Model.MemoryGb * reading.Share());
                MostTakenGb = Math.Max(MostTakenGb, taken);
                return taken;
            }
        }
    }

    /// <summary>The most of it that anybody saw.</summary>
    public double MostTakenGb { get; private set; }

    public LoadedModel? FindLoaded(string id) => Loaded.FirstOrDefault(loaded => loaded.Id == id);

    /// <summary>Puts a model on the disk, replacing the one with its id.</summary>
    public void Add(SimulatedModel model)
    {
        lock (_gate)
        {
            _onDisk.RemoveAll(known => known.Id == model.Id);
            _onDisk.Add(model);
        }
    }

    /// <summary>Puts a model on the disk and into memory at once. Before the server starts, that means: loaded when it starts.</summary>
    public LoadedModel AddLoaded(SimulatedModel model, double? loadedAt = null)
    {
        Add(model);
        if (_now is { } now)
        {
            Compatibility.Add(CompatibilityRecord.Pass(loadedAt ?? now(), model));
        }

        return Load(new LoadedModel(model, loadedAt ?? _now?.Invoke() ?? 0));
    }

    /// <summary>Takes a model out of memory; null when it was not there.</summary>
    public LoadedModel? Unload(string id)
    {
        lock (_gate)
        {
            var loaded = _loaded.Find(model => model.Id == id);
            if (loaded is not null)
            {
                _loaded.Remove(loaded);
            }

            return loaded;
        }
    }

    /// <summary>Takes memory for a model that is being read, until it is loaded or the reading is disposed of.</summary>
    /// <param name="share">How much is read by now, 0 to 1.</param>
    internal IDisposable Reading(SimulatedModel model, Func<double> share)
    {
        var reading = new ReadingModel(this, model, share);
        lock (_gate)
        {
            _reading.Add(reading);
            return reading;
        }
    }

    internal bool IsReading
    {
        get
        {
            lock (_gate)
            {
                return _reading.Count > 0;
            }
        }
    }

    internal LoadedModel Load(LoadedModel loaded)
    {
        lock (_gate)
        {
            _reading.RemoveAll(reading => reading.Model.Id == loaded.Id);
            _loaded.RemoveAll(known => known.Id == loaded.Id);
            _loaded.Add(loaded);
            return loaded;
        }
    }

    /// <summary>A starting server loads again what was loaded before, with fresh counters and empty caches (contract §2.3).</summary>
    internal void Reload(Func<double> now)
    {
        lock (_gate)
        {
            _now = now;
            var before = _loaded.ToArray();
            _loaded.Clear();
            _reading.Clear();
            MostTakenGb = 0;
            _loaded.AddRange(before.Select(loaded => new LoadedModel(loaded.Model, now()) { Performance = loaded.Performance }));
            foreach (var loaded in _loaded)
            {
                Compatibility.Add(CompatibilityRecord.Pass(loaded.LoadedAt, loaded.Model));
            }
        }
    }

    private sealed record ReadingModel(SimulatedModels Models, SimulatedModel Model, Func<double> Share) : IDisposable
    {
        public void Dispose()
        {
            lock (Models._gate)
            {
                Models._reading.Remove(this);
            }
        }
    }
}
