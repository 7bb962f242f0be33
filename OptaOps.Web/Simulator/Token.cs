using System.Security.Cryptography;

namespace OptaOps.Web.Simulator;

/// <summary>URL-safe random names, as Python's <c>secrets</c> makes them.</summary>
internal static class Token
{
    public static string Make(int length) =>
        RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", length);
}
