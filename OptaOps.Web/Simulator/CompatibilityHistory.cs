namespace OptaOps.Web.Simulator;

/// <summary>How loads ended, oldest first. It outlives a restart, as LMX keeps it on disk (contract §3.14).</summary>
public sealed class CompatibilityHistory
{
    private const int Kept = 2000;

    private readonly Lock _gate = new();
    private readonly List<CompatibilityRecord> _records = [];

    public IReadOnlyList<CompatibilityRecord> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    public void Add(CompatibilityRecord record)
    {
        lock (_gate)
        {
            _records.Add(record);
            if (_records.Count > Kept)
            {
                _records.RemoveAt(0);
            }
        }
    }
}

/// <param name="At">Unix seconds.</param>
/// <param name="Outcome"><c>pass</c> or <c>fail</c>.</param>
public sealed record CompatibilityRecord(double At, string ModelId, string Backend, string Outcome, string? Reason)
{
    /// <summary>LMX gives the version of vllm-mlx for both MLX backends.</summary>
    public string? BackendVersion { get; init; } = Backend == SimulatedModel.Gguf ? null : "0.2.6";

    internal static CompatibilityRecord Pass(double at, SimulatedModel model) => new(at, model.Id, model.Backend, "pass", "canary_ok");
}
