using System.Text.Json;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Lmx;
using static OptaOps.Tests.Fleet.TruthAnswers;

namespace OptaOps.Tests.Fleet;

/// <summary>One way in which a node answers, and the word that is right for it.</summary>
/// <param name="Answer">From a path to the bytes of the answer; null hangs.</param>
internal sealed record TruthCase(string Name, NodeState Word, Func<string, byte[]?> Answer)
{
    /// <summary>Nobody listens at all.</summary>
    public bool Refuses { get; init; }

    /// <summary>The word when everything, the status alone or the list of models alone answers badly.</summary>
    private static readonly IReadOnlyDictionary<string, (NodeState All, NodeState Status, NodeState Models)> Words = new Dictionary<string, (NodeState, NodeState, NodeState)>
    {
        ["401"] = (NodeState.Unauthorized, NodeState.Unauthorized, NodeState.Unauthorized),
        ["403"] = (NodeState.Unauthorized, NodeState.Unauthorized, NodeState.Unauthorized),
        ["404"] = (NodeState.WrongService, NodeState.Online, NodeState.Online),
        ["422"] = (NodeState.WrongService, NodeState.Incompatible, NodeState.Incompatible),
        ["500"] = (NodeState.WrongService, NodeState.Incompatible, NodeState.Incompatible),
        ["503 shed"] = (NodeState.Overloaded, NodeState.Overloaded, NodeState.Overloaded),
        ["503 no model"] = (NodeState.NoModel, NodeState.Incompatible, NodeState.Incompatible),
        ["timeout"] = (NodeState.Busy, NodeState.Busy, NodeState.Busy),
        ["html"] = (NodeState.WrongService, NodeState.Incompatible, NodeState.Incompatible),
        ["cut"] = (NodeState.Incompatible, NodeState.Incompatible, NodeState.Incompatible),
        ["wrong type"] = (NodeState.Incompatible, NodeState.Incompatible, NodeState.Incompatible),
    };

    public static IReadOnlyList<TruthCase> All { get; } =
    [
        new TruthCase("all good", NodeState.Online, GoodAnswer),
        new TruthCase("refused", NodeState.Unreachable, GoodAnswer) { Refuses = true },
        .. Words.Select(each => new TruthCase($"everything {each.Key}", each.Value.All, path => Bad[each.Key](path))),
        .. Words.Select(each => new TruthCase($"status {each.Key}", each.Value.Status, path => path == Status ? Bad[each.Key](path) : GoodAnswer(path))),
        .. Words.Select(each => new TruthCase($"models {each.Key}", each.Value.Models, path => path == Models ? Bad[each.Key](path) : GoodAnswer(path))),
        .. Fields(Status, Models).Select(field => Changed($"{field.Path} without {field.Place}", field, JsonPlaces.Without(Good[field.Path], field.Place), WithoutIt(field.Place))),
        .. Fields(Status, Models).Select(field => Changed(
            $"{field.Path} with a wrong {field.Place}", field, JsonPlaces.With(Good[field.Path], field.Place, Wrong(field.Value)), Unread.Contains(field.Place) ? NodeState.Online : NodeState.Incompatible)),
        .. Fields(Health, OpenAi).Select(field => Closed($"no key, {field.Path} without {field.Place}", field, JsonPlaces.Without(Good[field.Path], field.Place))),
        .. Fields(Health, OpenAi).Select(field => Closed($"no key, {field.Path} with a wrong {field.Place}", field, JsonPlaces.With(Good[field.Path], field.Place, Wrong(field.Value)))),
    ];

    /// <summary>The name stands in the list of failures.</summary>
    public override string ToString() => Name;

    private static IEnumerable<(string Path, string Place, JsonValueKind Value)> Fields(params string[] paths) => paths.SelectMany(path =>
        JsonPlaces.All(Good[path]).Where(each => !each.Path.EndsWith(']')).Select(each => (path, each.Path, each.Value!.GetValueKind())));

    private static TruthCase Changed(string name, (string Path, string Place, JsonValueKind Value) field, string body, NodeState word) =>
        new(name, word, path => path == field.Path ? Json(200, body) : GoodAnswer(path));

    /// <summary>The admin endpoints ask for a key; the open ones tell what they can.</summary>
    private static TruthCase Closed(string name, (string Path, string Place, JsonValueKind Value) field, string body) => new(
        name,
        NodeState.Unauthorized,
        path => path == field.Path ? Json(200, body) : path.StartsWith("/admin", StringComparison.Ordinal) ? Bad["403"](path) : GoodAnswer(path));

    private static NodeState WithoutIt(string place) => place is "loaded" or "loaded[0].id" ? NodeState.Incompatible : NodeState.Online;

    private static string Wrong(JsonValueKind kind) => kind == JsonValueKind.String ? "true" : "\"much\"";
}
