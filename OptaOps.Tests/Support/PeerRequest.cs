namespace OptaOps.Tests.Support;

/// <summary>A request as it came over the wire.</summary>
internal sealed record PeerRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <param name="head">Request line and headers without the blank line.</param>
    public static PeerRequest Parse(string head)
    {
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ');
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(each => each[0], each => each[1], StringComparer.OrdinalIgnoreCase);
        return new PeerRequest(first[0], first[1], headers, "");
    }
}
