namespace OptaOps.Web.Simulator;

/// <summary>How simulated models count a prompt: 4 tokens for every 3 words, rounded up, and 8 for the chat template around them.</summary>
public static class SimulatedTokenizer
{
    private const int Template = 8;

    /// <param name="prompt">The text of all messages.</param>
    public static int PromptTokens(string prompt) => ((Words(prompt) * 4) + 2) / 3 + Template;

    /// <summary>Runs of anything but white space, which is what LMX counts as tokens with mlx-lm (contract §5.3).</summary>
    public static int Words(string text) => text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Length;
}
