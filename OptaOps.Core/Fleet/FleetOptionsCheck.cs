using Microsoft.Extensions.Options;

namespace OptaOps.Core.Fleet;

/// <summary>Says every fault of the configured nodes in a sentence that names the setting and the cure. Never echoes a key.</summary>
internal sealed class FleetOptionsCheck : IValidateOptions<FleetOptions>
{
    public ValidateOptionsResult Validate(string? name, FleetOptions options)
    {
        var faults = options.Nodes.SelectMany((node, i) => NodeFaults.Of(node.Name, node.Address, node.AdminKey, node.InferenceKey)
            .Select(fault => $"Fleet:Nodes:{i}:{fault.Sentence}")).ToList();
        faults.AddRange(Twice(options.Nodes.Select(node => node.Name), "Name", "Names tie a node to its history; give each its own."));
        faults.AddRange(Twice(
            options.Nodes.Select(node => Uri.TryCreate(node.Address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : ""),
            "Address",
            "Remove one of the two."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Twice(IEnumerable<string> values, string field, string cure) => values
        .GroupBy(value => value, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Key.Length > 0 && group.Count() > 1)
        .Select(group => $"Fleet:Nodes has the {field} \"{group.Key}\" {group.Count()} times. {cure}");
}
