using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace OptaOps.Web.Access;

/// <summary>The configured token, compared in constant time.</summary>
public sealed class AccessToken(IOptions<AccessOptions> options)
{
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Token));

    public bool IsSet { get; } = options.Value.Token.Length > 0;

    /// <summary>Put into cookies, so that a changed token ends every session.</summary>
    public string Generation => Convert.ToHexString(SHA256.HashData(_hash))[..16];

    public bool Matches(string? given) =>
        IsSet && given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _hash);
}
