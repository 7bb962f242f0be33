namespace OptaOps.Core.Lmx;

/// <summary>TLS on one side and plain text on the other, or a certificate that is not trusted here.</summary>
internal static class TlsFaults
{
    /// <summary>The address says http, the port speaks TLS.</summary>
    public static LmxFault PlainToTls { get; } = new(LmxFaultKind.TlsMismatch, "The port speaks TLS, but the address says http.")
    {
        Cure = "LMX itself serves plain HTTP on a port of its own: use that one. For a proxy with a certificate write https:// in the node's address.",
    };

    public static LmxFault Of(HttpRequestException error)
    {
        var because = UntrustedText.Shorten(error.GetBaseException().Message);
        return because.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            ? new(LmxFaultKind.TlsMismatch, $"The certificate of the port is not trusted here: {because}")
            {
                Cure = "LMX itself serves plain HTTP: use http:// and its own port. Or let this machine trust the certificate.",
            }
            : new(LmxFaultKind.TlsMismatch, $"The address says https, but the port does not speak TLS: {because}")
            {
                Cure = "LMX serves plain HTTP: write http:// in the node's address.",
            };
    }
}
