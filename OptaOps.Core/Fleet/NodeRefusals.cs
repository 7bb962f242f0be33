namespace OptaOps.Core.Fleet;

/// <summary>Why a node cannot be saved as it is wanted, and what a change of it comes to, in words.</summary>
internal static class NodeRefusals
{
    /// <param name="wanted">Trimmed, with name and address.</param>
    /// <param name="present">All present nodes; names and addresses are unique among them.</param>
    /// <param name="own">The node that is changed; null for a new one.</param>
    public static Refusal? Of(NodeDraft wanted, IReadOnlyList<Node> present, int? own)
    {
        var faults = NodeFaults.Of(wanted.Name, wanted.Address, wanted.AdminKey, wanted.InferenceKey).ToArray();
        if (faults.Length > 0)
        {
            return Refusing(RefusalKind.Invalid, Code(faults[0].Field), faults);
        }

        var others = present.Where(node => node.Id != own).ToArray();
        if (others.FirstOrDefault(node => node.Name.Equals(wanted.Name, StringComparison.OrdinalIgnoreCase)) is { } namesake)
        {
            return Refusing(RefusalKind.Conflict, "nameTaken", new NodeFault("name", $"There is a node \"{namesake.Name}\" already. Names tie a node to its history; give each its own."));
        }

        return others.FirstOrDefault(node => node.Endpoint.Address == wanted.Authority) is { } neighbour
            ? Refusing(RefusalKind.Conflict, "addressTaken", new NodeFault("address", $"{neighbour.Name} is at {neighbour.Endpoint} already. Edit that one, or name another address."))
            : null;
    }

    /// <summary>Only faults of address and keys: what a trial needs.</summary>
    public static Refusal? OfTrial(NodeDraft wanted)
    {
        var faults = NodeFaults.Of("trial", wanted.Address, wanted.AdminKey, wanted.InferenceKey).ToArray();
        return faults.Length > 0 ? Refusing(RefusalKind.Invalid, Code(faults[0].Field), faults) : null;
    }

    /// <summary>A stored key is sent to the address for which it was given and to no other, or an edit could read it out.</summary>
    public static Refusal? OfMove(NodeDraft wanted, Node node)
    {
        if (wanted.Authority == node.Endpoint.Address)
        {
            return null;
        }

        var faults = new[] { ("adminKey", "AdminKey", wanted.AdminKey, node.Endpoint.AdminKey), ("inferenceKey", "InferenceKey", wanted.InferenceKey, node.Endpoint.InferenceKey) }
            .Where(key => key is (_, _, null, not null))
            .Select(key => new NodeFault(key.Item1, $"{key.Item2} was given for {node.Endpoint} and is sent to no other address. Enter it again, or remove it."))
            .ToArray();
        return faults.Length == 0 ? null : Refusing(RefusalKind.Invalid, "keyForAnotherAddress", faults);
    }

    public static string Difference(Node last, Node next)
    {
        List<string> parts = [];
        if (last.Name != next.Name)
        {
            parts.Add($"is now called {next.Name}");
        }

        if (last.Endpoint.Address != next.Endpoint.Address)
        {
            parts.Add($"is now at {next.Endpoint}");
        }

        if (last.Endpoint.AdminKey != next.Endpoint.AdminKey || last.Endpoint.InferenceKey != next.Endpoint.InferenceKey || last.LostKeys != next.LostKeys)
        {
            parts.Add($"now has other keys ({next.LostKeysSentence?.TrimEnd('.') ?? next.Endpoint.KeysInWords})");
        }

        return parts.Count == 0 ? $"{last.Name} was saved without a change." : $"{last.Name} {string.Join(", ", parts)}.";
    }

    private static string Code(string field) => $"bad{char.ToUpperInvariant(field[0])}{field[1..]}";

    private static Refusal Refusing(RefusalKind kind, string code, params NodeFault[] faults) => new(kind, code, string.Join(" ", faults.Select(fault => fault.Sentence)))
    {
        Fields = faults.ToDictionary(fault => fault.Field, fault => fault.Sentence),
    };
}
