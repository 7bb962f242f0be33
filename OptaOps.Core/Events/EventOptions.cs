using System.ComponentModel.DataAnnotations;

namespace OptaOps.Core.Events;

/// <summary>Section <c>Events</c> of the configuration: how much of the past is kept. Whichever limit is met first counts.</summary>
public sealed class EventOptions
{
    public const string Section = "Events";

    /// <summary>Older events are deleted.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00", ErrorMessage = "Events:KeepFor must be between 01:00:00 and 3650.00:00:00.")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Of more events than this the oldest are deleted.</summary>
    [Range(1_000, 10_000_000, ErrorMessage = "Events:KeepAtMost must be between 1000 and 10000000.")]
    public int KeepAtMost { get; init; } = 200_000;
}
