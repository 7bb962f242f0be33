namespace OptaOps.Web.Components.Charts;

/// <summary>Labels at the ends of lines, moved apart where they would overlap.</summary>
public static class EndLabels
{
    /// <param name="at">Wanted places in pixels from the bottom.</param>
    /// <param name="apart">Height of a label in pixels.</param>
    /// <returns>How far up each label moves, in the order of <paramref name="at"/>.</returns>
    public static IReadOnlyList<double> Shifts(IReadOnlyList<double> at, double apart)
    {
        var order = Enumerable.Range(0, at.Count).OrderBy(index => at[index]).ToArray();
        var placed = order.Select(index => at[index]).ToArray();
        for (var round = 0; round < 24; round++)
        {
            for (var n = 1; n < placed.Length; n++)
            {
                var overlap = apart - (placed[n] - placed[n - 1]);
                if (overlap > 0.01)
                {
                    placed[n - 1] -= overlap / 2;
                    placed[n] += overlap / 2;
                }
            }
        }

        var shifts = new double[at.Count];
        for (var n = 0; n < order.Length; n++)
        {
            shifts[order[n]] = placed[n] - at[order[n]];
        }

        return shifts;
    }
}
