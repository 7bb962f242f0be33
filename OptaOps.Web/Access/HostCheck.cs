using System.Net;

namespace OptaOps.Web.Access;

/// <summary>
/// A site can point a name of its own at this machine, and its page then counts as ours (DNS rebinding). While OptaOps is open and
/// AllowedHosts names nobody, it answers only to what no site can own: addresses, and names that only a local network gives.
/// </summary>
internal sealed class HostCheck(RequestDelegate next, AccessToken token, IConfiguration configuration)
{
    private static readonly string[] LocalEndings = [".localhost", ".local", ".lan", ".home", ".home.arpa", ".internal", ".intranet"];

    private readonly bool _isOpen = !token.IsSet && AllowsAll(configuration["AllowedHosts"] ?? "*");

    public Task InvokeAsync(HttpContext context) => !_isOpen || IsLocal(context.Request.Host.Host.TrimEnd('.'))
        ? next(context)
        : Problems.WriteAsync(
            context,
            StatusCodes.Status421MisdirectedRequest,
            "foreignHost",
            "OptaOps is open here, so it answers only to addresses and to names of the local network. Name this one in AllowedHosts, or set Access:Token.");

    private static bool AllowsAll(string setting) =>
        setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is var names && (names.Length == 0 || names.Contains("*"));

    private static bool IsLocal(string host) =>
        !host.Contains('.', StringComparison.Ordinal)
        || IPAddress.TryParse(host, out _)
        || LocalEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
