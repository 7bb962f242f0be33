namespace OptaOps.Web.Components.Charts;

/// <summary>The colours of tokens.css for Plotly, which cannot read CSS variables. A test holds the two together.</summary>
public sealed record ChartTheme(
    string Surface,
    string Text,
    string Strong,
    string Grid,
    string Line,
    string Raised,
    string Border,
    string Cold,
    string Warm,
    IReadOnlyList<string> Models)
{
    public const string FontFamily = "\"JetBrains Mono\", ui-monospace, monospace";

    public static ChartTheme Dark { get; } = new(
        "#18181b",
        "#a1a1aa",
        "#fafafa",
        "rgba(255, 255, 255, .07)",
        "rgba(255, 255, 255, .22)",
        "#27272a",
        "rgba(255, 255, 255, .10)",
        "#a9cdff",
        "#f59a23",
        ["#8b5cf6", "#f29ad4", "#ececef", "#92929c", "#8fb33f", "#b0735f"]);

    public static ChartTheme Light { get; } = new(
        "#ffffff",
        "#52525b",
        "#18181b",
        "rgba(9, 9, 11, .08)",
        "rgba(9, 9, 11, .28)",
        "#ffffff",
        "rgba(9, 9, 11, .12)",
        "#28458c",
        "#d3622f",
        ["#7c3aed", "#d8569b", "#27272a", "#5b5b66", "#6b8f1f", "#8f5a4b"]);

    public static ChartTheme Of(bool dark) => dark ? Dark : Light;

    public string Colour(ChartSeries series) =>
        series.Model is { } model ? Models[model % Models.Count] : series.Mark == ChartMark.Cold ? Cold : Warm;
}
