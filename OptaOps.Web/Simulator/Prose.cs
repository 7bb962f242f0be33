namespace OptaOps.Web.Simulator;

/// <summary>Endless plain prose, one word a token, each with a leading blank.</summary>
internal static class Prose
{
    private static readonly string[] Story =
    [
        "the", "keeper", "climbed", "the", "stairs", "again", "and", "lit", "the", "lamp", "while", "rain", "ran", "down", "the", "glass", "and", "far", "out",
        "a", "small", "boat", "turned", "slowly", "toward", "the", "harbour", "where", "his", "sister", "waited", "with", "bread", "and", "news", "of", "spring",
    ];

    public static IEnumerable<string> Words(StreamShape shape)
    {
        var words = shape.Words ?? [.. Story.Select(word => $" {word}")];
        for (var i = 0; ; i++)
        {
            yield return words[i % words.Count];
        }
    }
}
