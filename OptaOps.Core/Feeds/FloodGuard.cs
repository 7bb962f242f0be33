namespace OptaOps.Core.Feeds;

/// <summary>How many events of one node are kept: more than any healthy server tells, few enough for the database.</summary>
internal sealed class FloodGuard(TimeProvider time)
{
    public const int Most = 300;

    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    private DateTimeOffset _since;
    private int _count;

    /// <summary>False when it is one too many.</summary>
    public bool Admits()
    {
        var now = time.GetUtcNow();
        if (now - _since >= Within)
        {
            (_since, _count) = (now, 0);
        }

        return ++_count <= Most;
    }
}
