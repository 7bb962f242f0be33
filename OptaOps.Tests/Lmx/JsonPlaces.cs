using System.Text.Json.Nodes;

namespace OptaOps.Tests.Lmx;

/// <summary>Every place of a JSON text, and texts with one place changed.</summary>
internal static class JsonPlaces
{
    /// <summary>Paths and values of all properties and array items, in order.</summary>
    public static IEnumerable<(string Path, JsonNode? Value)> All(string json) => Walk(JsonNode.Parse(json), "").Select(each => (each.Path, each.Value));

    public static string Without(string json, string path) => Change(json, path, (owner, key, _) => ((JsonObject)owner).Remove(key!));

    public static string With(string json, string path, string value) => Change(json, path, (owner, key, index) =>
    {
        if (key is null)
        {
            owner[index] = JsonNode.Parse(value);
        }
        else
        {
            owner[key] = JsonNode.Parse(value);
        }
    });

    /// <summary>The same text with a field more in every object but the overrides of a load, which are kept word for word.</summary>
    public static string WithStrangers(string json)
    {
        var root = JsonNode.Parse(json)!;
        foreach (var owner in Walk(root, "").Where(each => each.Key != "performance").Select(each => each.Value).Append(root).OfType<JsonObject>().ToArray())
        {
            owner["zz_new"] = JsonNode.Parse("""{"memory_gb":"much","id":[1,null,{"deep":true}]}""");
        }

        return root.ToJsonString();
    }

    private static string Change(string json, string path, Action<JsonNode, string?, int> change)
    {
        var root = JsonNode.Parse(json)!;
        var (_, _, owner, key, index) = Walk(root, "").Single(each => each.Path == path);
        change(owner, key, index);
        return root.ToJsonString();
    }

    private static IEnumerable<(string Path, JsonNode? Value, JsonNode Owner, string? Key, int Index)> Walk(JsonNode? node, string at)
    {
        var children = node switch
        {
            JsonObject owner => owner.Select(each =>
                (Path: at.Length == 0 ? each.Key : $"{at}.{each.Key}", each.Value, Owner: node, Key: (string?)each.Key, Index: -1)),
            JsonArray items => items.Select((item, i) =>
                (Path: $"{at}[{i}]", Value: item, Owner: node, Key: (string?)null, Index: i)),
            _ => [],
        };
        return children.ToArray().SelectMany(child => Walk(child.Value, child.Path).Prepend(child));
    }
}
