using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OptaOps.Core.Fleet;

namespace OptaOps.Web.Access;

/// <summary>Seals keys of nodes by the ring that lies beside the database, for this purpose alone.</summary>
internal static class NodeKeySeal
{
    private const string Purpose = "OptaOps.NodeKeys.v1";

    public static KeySeal Of(IDataProtectionProvider protection)
    {
        var protector = protection.CreateProtector(Purpose);
        return new KeySeal(protector.Protect, stored => Open(protector, stored));
    }

    private static string? Open(IDataProtector protector, string stored)
    {
        try
        {
            return protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
