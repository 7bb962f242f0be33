namespace OptaOps.Core.Footprints;

/// <summary>
/// Follows the memory of one node from look to look and tells figures of its models. It tells one only when a single model came or went between
/// two looks of the same life of the server, close enough together; all else is unknown, not guessed.
/// </summary>
internal sealed class FootprintTracker
{
    private static readonly TimeSpan LongestLoad = TimeSpan.FromMinutes(15);
    private const double SteadyGb = 0.5;
    private const double SteadyShare = 0.02;
    private MemoryLook? _earlier;
    private MemoryLook? _last;
    private LoadedKey? _loaded;
    private LoadedKey? _unloaded;
    private double? _highest;

    /// <summary>A reading between two looks; it counts once the next look shows the same models.</summary>
    public void Hear(double usedGb) => _highest = Math.Max(_highest ?? usedGb, usedGb);

    public IReadOnlyList<FootprintNote> See(MemoryLook look)
    {
        var notes = _last is { } last && Follows(look, last) ? Compare(last, look).ToArray() : Forget();
        (_earlier, _last, _highest) = (_last is { } before && Follows(look, before) ? before : null, look, look.UsedGb);
        return notes;
    }

    private static bool Follows(MemoryLook look, MemoryLook last) => !(look.UptimeSeconds < last.UptimeSeconds) && look.At - last.At <= LongestLoad;

    private FootprintNote[] Forget()
    {
        (_loaded, _unloaded) = (null, null);
        return [];
    }

    private IEnumerable<FootprintNote> Compare(MemoryLook last, MemoryLook look)
    {
        var came = look.Models.Keys.Where(key => !last.Models.ContainsKey(key)).ToArray();
        var went = last.Models.Keys.Where(key => !look.Models.ContainsKey(key)).ToArray();
        var (loaded, unloaded) = (_loaded, _unloaded);
        _loaded = came is [var newcomer] && went.Length == 0 ? newcomer : null;
        _unloaded = went is [var leaver] && came.Length == 0 ? leaver : null;
        if (_loaded is { } model)
        {
            yield return new(FootprintMoment.Before, model, IsSteady(last, look.Models[model]) ? last.UsedGb : null, look.Others(model));
        }

        if (came.Length > 0 || went.Length > 0)
        {
            yield break;
        }

        if (loaded is not null)
        {
            yield return new(FootprintMoment.After, loaded, look.UsedGb, look.Others(loaded));
        }

        if (unloaded is not null)
        {
            yield return new(FootprintMoment.AfterUnload, unloaded, look.UsedGb, look.Others(unloaded));
        }

        foreach (var key in look.Models.Keys)
        {
            yield return new(FootprintMoment.Peak, key, Math.Max(_highest ?? last.UsedGb, look.UsedGb), look.Others(key));
        }
    }

    /// <summary>A reading that differs from the one before it may lie in the middle of the load.</summary>
    private bool IsSteady(MemoryLook last, double? modelGb) => _earlier is { } earlier && earlier.HasSameModels(last)
        && Math.Abs(last.UsedGb - earlier.UsedGb) <= Math.Max(SteadyGb, SteadyShare * (modelGb ?? 0));
}
