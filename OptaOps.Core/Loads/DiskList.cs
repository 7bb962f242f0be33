using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>What a node lists as being on its disk, read when somebody asked for it (contract §3.5).</summary>
public sealed record DiskList(int NodeId, DateTimeOffset AsOf, IReadOnlyList<DiskModel> Models)
{
    public DiskModel? Find(string modelId) => Models.FirstOrDefault(model => model.Id == modelId);
}

/// <summary>One repository of the node's cache. That it is listed does not prove that it is whole.</summary>
/// <param name="Id">Untrusted text.</param>
/// <param name="SizeGb">GiB of its files; null when not received.</param>
/// <param name="IsModel">False for datasets and spaces, which the node lists too; null when its path does not tell.</param>
public sealed record DiskModel(string Id, double? SizeGb, bool? IsModel, DateTimeOffset? DownloadedAt)
{
    private const double BytesPerGb = 1024.0 * 1024 * 1024;

    internal static DiskModel From(AvailableModel model) => new(model.Id, model.SizeBytes / BytesPerGb, Kind(model.LocalPath), model.DownloadedAt);

    private static bool? Kind(string? path) => path?.Split('/').LastOrDefault(part => part.Contains("--", StringComparison.Ordinal)) switch
    {
        null => null,
        var folder => folder.StartsWith("models--", StringComparison.Ordinal),
    };
}
