namespace OptaOps.Core.Footprints;

internal enum FootprintMoment
{
    Before,
    After,
    Peak,
    AfterUnload,
}

/// <summary>A figure that a look brought for a model.</summary>
/// <param name="Gb">GiB; null only for <see cref="FootprintMoment.Before"/>, when the reading was not steady.</param>
/// <param name="Others">The other loaded models at that time.</param>
internal sealed record FootprintNote(FootprintMoment Moment, LoadedKey Model, double? Gb, string Others);
