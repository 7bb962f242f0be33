namespace OptaOps.Web.Access;

/// <summary>Section <c>Access</c> of the configuration (design §7).</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Asked for at sign-in and as Bearer of the API; empty means that OptaOps is open, which is allowed on loopback alone.</summary>
    public string Token { get; init => field = value ?? ""; } = "";

    /// <summary>Open on the LAN without a token, on the owner's own responsibility; a banner says so on every page.</summary>
    public bool AllowOpenLan { get; init; }
}
