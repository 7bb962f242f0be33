using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using OptaOps.Core.Fleet;
using static OptaOps.Tests.Fleet.TruthAnswers;

namespace OptaOps.Tests.Fleet;

/// <summary>The numbers that a page shows, and those that it may show after what a node sent.</summary>
internal static partial class TruthNumbers
{
    /// <summary>LMX's own port, which a next step may name.</summary>
    private const double UsualPort = 1234;

    /// <summary>What a person reads in a part of a page, with the words that stand in for pictures.</summary>
    public static string TextOf(IElement part) => Blanks().Replace(
        string.Join(' ', part.Descendants<IText>().Where(IsSeen).Select(text => text.Data)
            .Concat(part.QuerySelectorAll("[title], [aria-label]").SelectMany(each => new[] { each.GetAttribute("title"), each.GetAttribute("aria-label") }.OfType<string>()))),
        " ");

    /// <summary>Each number with the words around it. Ages, clock times, addresses and what a benchmark would ask for are no figures of a node.</summary>
    public static IEnumerable<(string Number, string Around)> In(string text, params string[] addresses)
    {
        var figures = NoFigures().Replace(addresses.Aggregate(text, (rest, address) => rest.Replace(address.Split("//")[^1].TrimEnd('/'), "", StringComparison.Ordinal)), " ");
        return Number().Matches(figures).Select(match => (match.Value, figures[Math.Max(0, match.Index - 30)..Math.Min(figures.Length, match.Index + 30)]));
    }

    /// <summary>True when the number is one of these, rounded to as many decimals as are shown.</summary>
    public static bool Is(string shown, IEnumerable<double> told)
    {
        var value = double.Parse(shown.Replace(",", "", StringComparison.Ordinal).Replace('−', '-'), CultureInfo.InvariantCulture);
        var decimals = shown.Contains('.', StringComparison.Ordinal) ? shown.Length - shown.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return told.Any(each => Math.Abs(each - value) <= (0.5 * Math.Pow(10, -decimals)) + 1e-9);
    }

    /// <summary>Every number in what was sent, what follows from them, and how long the node took.</summary>
    public static IReadOnlyList<double> Told(TruthPeer peer, params NodeView[] views) =>
    [
        .. Number().Matches(peer.Sent).Select(match => double.Parse(match.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)),
        .. Derived(peer),
        UsualPort,
        .. views.Select(view => view.AnswerMs).OfType<double>(),
        .. views.Select(view => view.Models?.Count).OfType<int>().Where(count => count > 0).Select(count => (double)count),
    ];

    /// <summary>Of a closed list one sees what is chosen; the scale of a picture is no figure, and its 0 would hide a false one.</summary>
    private static bool IsSeen(IText text) => text.ParentElement is { } parent
        && (parent.LocalName != "option" || parent.HasAttribute("selected")) && parent.Closest(".ticks, .tops") is null;

    private static IEnumerable<double> Derived(TruthPeer peer)
    {
        var status = Parse(peer.Body(Status));
        var models = (Parse(peer.Body(Models))?["loaded"] as JsonArray)?.OfType<JsonObject>().Select(model => Number(model["memory_gb"])).ToArray() ?? [];
        var (total, used, threshold) = (Number(status?["memory"], "total_gb"), Number(status?["memory"], "used_gb"), Number(status?["memory"], "threshold_percent"));
        double?[] derived =
        [
            models.All(memory => memory is not null) ? used - models.Sum() : null,
            (total * threshold / 100) - used,
            total * threshold / 100,
            .. Number(status?["uptime_seconds"]) is { } up ? new double?[] { Math.Floor(up / 3600), Math.Floor(up / 60 % 60), Math.Floor(up / 86400), Math.Floor(up / 3600 % 24) } : [],
        ];
        return derived.OfType<double>();
    }

    private static JsonObject? Parse(string? body)
    {
        try
        {
            return body is null ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static double? Number(JsonNode? owner, string name) => owner is JsonObject json ? Number(json[name]) : null;

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    [GeneratedRegex(@"(?<![\w.\[/])[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w\]])")]
    private static partial Regex Number();

    [GeneratedRegex(
        @"\b\d+ (?:s|min|h|d)(?: \d+ (?:s|min|h))?(?= ago)|\bfor [\d,]+ (?:s|min|h|d)(?: \d+ (?:s|min|h))?[.:]|\bwithin [\d.]+ s\b|(?:\b20\d\d )?\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d)?)?\b"
        + @"|(?<![\d.])\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\b\d+ of \d+ cells\b|\b\d+ (?:measured )?runs?\b|""nodeId"":\d+"
        + @"|\b[\d.]+ % of the time seen\b|\b(?:not watched|no answer|not told|held|observer gap)(?: \d+ (?:s|min|h|d))+|\bmeans of \d+ (?:s|min|h|d)\b|\b\d+ gaps?\b|\bneeds 8 unloads over 30 days\b|\bthere are \d+ over \d+ days\b"
        + @"|/healthz answers in \d+ ms|less than 1 ms|< 1\b")]
    private static partial Regex NoFigures();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
