using System.ComponentModel.DataAnnotations;

namespace OptaOps.Core.Storage;

/// <summary>Section <c>Storage</c> of the configuration (design §7).</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Where the database and the data-protection keys live. The host makes a relative path absolute against its content root.</summary>
    [Required(ErrorMessage = "Storage:Directory is empty. Name the folder that shall hold the database, for example \"data\".")]
    public string Directory { get; set; } = "data";

    /// <summary>How long every single poll is kept; afterwards minutes tell.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "31.00:00:00", ErrorMessage = "Storage:KeepRawFor must be between 01:00:00 and 31.00:00:00.")]
    public TimeSpan KeepRawFor { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long minutes are kept; afterwards hours tell, which are kept for good.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3660.00:00:00", ErrorMessage = "Storage:KeepMinutesFor must be between 01:00:00 and 3660.00:00:00.")]
    public TimeSpan KeepMinutesFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>MiB that the database may take with its write-ahead log; 0 means no limit. Benchmark runs are never deleted for it.</summary>
    public int MaxSizeMb { get; init; } = 2048;

    /// <summary>The database file.</summary>
    public string DatabasePath => Path.Combine(Directory, "optaops.db");
}
