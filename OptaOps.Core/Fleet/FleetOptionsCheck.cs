using Microsoft.Extensions.Options;

namespace OptaOps.Core.Fleet;

/// <summary>Says every fault of the configured nodes in a sentence that names the setting and the cure. Never echoes a key.</summary>
internal sealed class FleetOptionsCheck : IValidateOptions<FleetOptions>
{
    public ValidateOptionsResult Validate(string? name, FleetOptions options)
    {
        var faults = options.Nodes.SelectMany((node, i) => Faults(node, $"Fleet:Nodes:{i}")).ToList();
        faults.AddRange(Twice(options.Nodes.Select(node => node.Name), "Name", "Names tie a node to its history; give each its own."));
        faults.AddRange(Twice(
            options.Nodes.Select(node => Uri.TryCreate(node.Address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : ""),
            "Address",
            "Remove one of the two."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(NodeOptions node, string at)
    {
        if (string.IsNullOrWhiteSpace(node.Name) || node.Name.Length > 80)
        {
            yield return $"{at}:Name is empty or longer than 80 characters. Give the node a short name.";
        }

        if (!Uri.TryCreate(node.Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            yield return $"{at}:Address \"{node.Address}\" is not an http address. Write it like http://mono512.local:1234.";
        }
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.AbsolutePath is not ("/" or ""))
        {
            yield return $"{at}:Address has more than scheme, host and port. Write it like {uri.Scheme}://{uri.Host}:{uri.Port}; keys go into AdminKey and InferenceKey.";
        }

        foreach (var (key, value) in new[] { ("AdminKey", node.AdminKey), ("InferenceKey", node.InferenceKey) })
        {
            if (value.Any(character => character is < '!' or > '~'))
            {
                yield return $"{at}:{key} has a blank or a character that is not ASCII; LMX cannot take such a key. Copy it again.";
            }
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> values, string field, string cure) => values
        .GroupBy(value => value, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Key.Length > 0 && group.Count() > 1)
        .Select(group => $"Fleet:Nodes has the {field} \"{group.Key}\" {group.Count()} times. {cure}");
}
