namespace OptaOps.Core.Lmx;

/// <summary>Where an LMX server listens and the keys it takes (contract §1.2, §1.3). <see cref="ToString"/> never shows a key.</summary>
/// <param name="Address">Scheme, host and port only.</param>
/// <param name="AdminKey">Sent as <c>X-Admin-Key</c>; null for none.</param>
/// <param name="InferenceKey">Sent as Bearer; null means that the admin key, if any, serves <c>/v1</c> too.</param>
public sealed record LmxEndpoint(Uri Address, string? AdminKey, string? InferenceKey)
{
    public override string ToString() => Address.GetLeftPart(UriPartial.Authority);
}
