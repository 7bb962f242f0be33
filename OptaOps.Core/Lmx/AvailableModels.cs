using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary><c>GET /admin/models/available</c> (contract §3.5): the repositories that the node's cache scan finds, unsorted, datasets too.</summary>
public sealed record AvailableModels(IReadOnlyList<AvailableModel> Models)
{
    /// <exception cref="LmxFormatException">No list, or an item without an id.</exception>
    internal static AvailableModels Read(JsonElement root) => new([.. LmxJson.RootList(root).Select(AvailableModel.Read)]);
}

/// <param name="LocalPath">Folder of the repository on the node; it cannot itself be loaded as a path. Null when missing.</param>
/// <param name="SizeBytes">Of its files; 0 for an empty repository, null when missing.</param>
public sealed record AvailableModel(string Id, string? LocalPath, double? SizeBytes, DateTimeOffset? DownloadedAt)
{
    internal static AvailableModel Read(LmxJson json) => new(
        json.Text("repo_id", "id") is { Length: > 0 } id ? id : throw json.Missing("repo_id"),
        json.Text("local_path"),
        json.Number("size_bytes"),
        json.UnixTime("downloaded_at"));
}
