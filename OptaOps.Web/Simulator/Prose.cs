namespace OptaOps.Web.Simulator;

/// <summary>Endless prose, one whole word a token, the same for the same prompt.</summary>
internal static class Prose
{
    private const int SentenceLength = 11;

    private static readonly string[] Words = (
        "harbour lantern quiet morning river stone carries distant music under silver light while the old keeper writes slowly about winter storms"
        + " and children who follow gulls along a narrow shore where boats return with salt rope wool amber glass letters from islands nobody visits now"
        + " because tides have changed their minds again so every evening someone climbs the tower to count stars measure wind polish brass and"
        + " listen for engines beyond the cape then walks home through gardens of thyme past open windows smelling bread smoke apples rain").Split(' ');

    public static IEnumerable<string> Speak(string prompt)
    {
        var state = Seed(prompt);
        for (var position = 0; ; position++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            var word = Words[(int)((state >> 16) % (uint)Words.Length)];
            var place = position % SentenceLength;
            var cased = place == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word;
            yield return (position == 0 ? "" : " ") + cased + (place == SentenceLength - 1 ? "." : "");
        }
    }

    private static uint Seed(string prompt)
    {
        var seed = 2166136261u;
        foreach (var character in prompt)
        {
            seed = unchecked((seed ^ character) * 16777619);
        }

        return seed;
    }
}
