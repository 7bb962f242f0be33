using Microsoft.Extensions.Options;

namespace OptaOps.Core.Gateways;

/// <summary>Says every fault of the configured gateways in a sentence that names the setting and the cure.</summary>
internal sealed class GatewayOptionsCheck : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = options.Items.SelectMany((item, i) => Faults(item, $"Gateways:Items:{i}")).ToList();
        faults.AddRange(Twice(options.Items.Select(item => item.Name), "Name", "Names tie a gateway to its history; give each its own."));
        faults.AddRange(Twice(options.Items.Select(item => GatewayAddress.Read(item.Address).Address?.GetLeftPart(UriPartial.Authority) ?? ""), "Address", "Remove one of the two."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(GatewayItem item, string at)
    {
        if (GatewayAddress.NameFault(item.Name) is { } nameFault)
        {
            yield return $"{at}:Name {nameFault}";
        }

        if (GatewayAddress.Read(item.Address).Fault is { } addressFault)
        {
            yield return $"{at}:Address {addressFault}";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> values, string field, string cure) => values
        .GroupBy(value => value, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Key.Length > 0 && group.Count() > 1)
        .Select(group => $"Gateways:Items has the {field} \"{group.Key}\" {group.Count()} times. {cure}");
}
