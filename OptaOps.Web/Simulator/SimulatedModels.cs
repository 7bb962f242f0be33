namespace OptaOps.Web.Simulator;

/// <summary>The models of a simulated server: on its disk, and among those the ones in memory, in load order.</summary>
public sealed class SimulatedModels
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedModel> _onDisk = [];
    private readonly List<LoadedModel> _loaded = [];
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

    internal LoadedModel Load(LoadedModel loaded)
    {
        lock (_gate)
        {
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
            _loaded.AddRange(before.Select(loaded => new LoadedModel(loaded.Model, now()) { Performance = loaded.Performance }));
            foreach (var loaded in _loaded)
            {
                Compatibility.Add(CompatibilityRecord.Pass(loaded.LoadedAt, loaded.Model));
            }
        }
    }
}
