using System.Security.Cryptography;

namespace OptaOps.Core.Feeds;

/// <summary>Pauses between attempts: about 1 s, doubled up to about a minute; a fifth more or less, so that feeds of many nodes do not march in step.</summary>
internal sealed class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private TimeSpan _next = First;

    /// <summary>After something good was heard.</summary>
    public void Reset() => _next = First;

    public TimeSpan Next()
    {
        var pause = _next * (RandomNumberGenerator.GetInt32(800, 1201) / 1000.0);
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return pause;
    }
}
