using System.Security.Cryptography;
using System.Text;

namespace OptaOps.Web.Simulator;

/// <summary>The key checks of contract §1.2 and §1.3.</summary>
internal static class LmxKeys
{
    private const string Bearer = "Bearer ";

    public static bool Admits(LmxExchange exchange, LmxKey key) => key switch
    {
        LmxKey.Admin => exchange.Server.AdminKey is not { } admin || Same(exchange.Header("X-Admin-Key"), admin),
        LmxKey.AdminInQuery => exchange.Server.AdminKey is not { } admin || Same(exchange.Header("X-Admin-Key") ?? InQuery(exchange), admin),
        LmxKey.Inference => exchange.Server.InferenceKey is not { } inference || AdmitsInference(exchange, inference),
        _ => true,
    };

    /// <summary>Admin routes refuse with 403, inference routes with 401; never the other way round.</summary>
    public static Task RefuseAsync(LmxExchange exchange, LmxKey key) => key is LmxKey.Admin or LmxKey.AdminInQuery
        ? exchange.DetailAsync(StatusCodes.Status403Forbidden, "Invalid or missing admin key")
        : exchange.DetailAsync(StatusCodes.Status401Unauthorized, "Invalid or missing inference API key");

    private static string? InQuery(LmxExchange exchange) => exchange.Server.OldVersion
        ? null
        : RequestQuery.Text(exchange, "admin_key") ?? RequestQuery.Text(exchange, "x_admin_key");

    private static bool AdmitsInference(LmxExchange exchange, string inference)
    {
        var authorization = exchange.Header("Authorization");
        var token = authorization?.StartsWith(Bearer, StringComparison.Ordinal) == true
            ? authorization[Bearer.Length..]
            : exchange.Header("X-Api-Key");
        return Same(token, inference)
            || (exchange.Server.AdminKey is { } admin && (Same(token, admin) || Same(exchange.Header("X-Admin-Key"), admin)));
    }

    private static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
