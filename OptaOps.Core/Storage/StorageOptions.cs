using System.ComponentModel.DataAnnotations;

namespace OptaOps.Core.Storage;

/// <summary>Section <c>Storage</c> of the configuration (design §7).</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Where the database and the data-protection keys live. The host makes a relative path absolute against its content root.</summary>
    [Required(ErrorMessage = "Storage:Directory is empty. Name the folder that shall hold the database, for example \"data\".")]
    public string Directory { get; set; } = "data";

    /// <summary>The database file.</summary>
    public string DatabasePath => Path.Combine(Directory, "optaops.db");
}
