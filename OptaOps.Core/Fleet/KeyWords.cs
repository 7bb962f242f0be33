using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>What is said when a key is missing or wrong: which one, and where it is set.</summary>
internal static class KeyWords
{
    public static (string Reason, string NextStep) Of(Node node, NodeLack? admin, NodeLack? inference)
    {
        var reasons = new[] { Reason(admin), Reason(inference) }.OfType<string>();
        var lacking = (admin, inference) switch
        {
            ({ }, { }) => ("AdminKey and InferenceKey", "both keys"),
            ({ }, null) => ("AdminKey", "the admin key"),
            _ => ("InferenceKey", "the inference key"),
        };
        var where = node.DefinedInConfiguration
            ? $"Set {lacking.Item1} of this node under Fleet:Nodes and start OptaOps again."
            : $"Enter {lacking.Item2} under Edit on the page of this node.";
        var compare = admin is NodeLack.RightAdminKey || inference is NodeLack.RightInferenceKey ? " Keys are case-sensitive: copy it from the security section of the node's configuration." : "";
        return (string.Join(' ', reasons), $"{where}{compare}");
    }

    /// <summary>Everything is refused, even what is open on every LMX.</summary>
    public static (string Reason, string NextStep) Everything(LmxFault fault) => (
        $"Even /healthz, which needs no key, is refused ({fault.Status}): something before the node asks for a client certificate or a sign-in. {fault.Message}",
        "OptaOps sends keys only. Give it an address past the proxy, or let the proxy pass this machine.");

    /// <summary>A policy hook of LMX (contract §1.4) denies a read.</summary>
    public static (string Reason, string NextStep) Policy(LmxFault fault) => (
        $"A policy of the node denies what OptaOps reads; no key opens it. {fault.Message}",
        "Set security.endpoint_policy_hooks on the node to audit, or leave reads out of it.");

    private static string? Reason(NodeLack? lack) => lack switch
    {
        NodeLack.AdminKey => "The admin key is needed and none is set (403).",
        NodeLack.RightAdminKey => "The admin key was refused (403).",
        NodeLack.InferenceKey => "The inference key is needed and none is set (401).",
        NodeLack.RightInferenceKey => "The inference key was refused (401).",
        _ => null,
    };
}
