using System.Net;
using System.Net.Sockets;

namespace OptaOps.Core.Lmx;

/// <summary>Turns exceptions and error answers into faults, each in a sentence and with its cure.</summary>
internal static class LmxFaults
{
    /// <summary>How the 403 of a policy begins (contract §1.4); no key would open it.</summary>
    private const string Policy = "Policy hook denied request:";

    private const string CheckAddress = "Check host and port of the node. LMX listens on 1234 unless it is told otherwise.";

    public static LmxFault Late(string path, TimeSpan within, bool answered) => answered
        ? new(LmxFaultKind.TimedOut, $"Connected, but {path} did not answer within {within.TotalSeconds:0.#} s.")
        : NoConnection("No connection within 3 s.");

    public static LmxFault Of(HttpRequestException error, Uri address) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => NameNotFound(address.Host),
        HttpRequestError.SecureConnectionError => TlsFaults.Of(error),
        HttpRequestError.ConnectionError when Socket(error) == SocketError.ConnectionRefused => new(
            LmxFaultKind.Refused, $"Nothing listens on {address.Authority}: LMX is not running, still starting, or on another port.")
        {
            Cure = "Start LMX on that machine, or check the port. While it loads its models at start it refuses connections, for minutes with a large one.",
        },
        HttpRequestError.ConnectionError when Socket(error) is SocketError.TimedOut or null => NoConnection("No connection within 3 s."),
        HttpRequestError.ConnectionError => NoConnection($"No connection: {UntrustedText.Shorten(error.GetBaseException().Message)}."),
        HttpRequestError.InvalidResponse => new(LmxFaultKind.WrongService, "What listens there does not speak HTTP.") { Cure = CheckAddress },
        HttpRequestError.ConfigurationLimitExceeded => new(LmxFaultKind.WrongService, "The answer is larger than any answer of LMX.") { Cure = CheckAddress },
        _ => new(LmxFaultKind.ConnectionLost, $"The connection broke before the answer was complete: {UntrustedText.Shorten(error.Message)}"),
    };

    public static LmxFault Of(HttpResponseMessage response, string path, LmxErrorBody body) =>
        Of(response.StatusCode, path, body) with { RetryAfterSeconds = response.Headers.RetryAfter?.Delta?.TotalSeconds };

    public static LmxFault NotJson(string path, byte[] body)
    {
        var said = StrangerWords.Text(body);
        return said.StartsWith('{') || said.StartsWith('[')
            ? new(LmxFaultKind.Incompatible, $"{path} answers JSON that is broken or cut off: {said}", 200, Field: "the answer")
            : new(LmxFaultKind.WrongService, $"Another service answers on this port; {path} gave: {(said.Length == 0 ? "nothing" : said)}", 200) { Cure = CheckAddress };
    }

    private static LmxFault Of(HttpStatusCode status, string path, LmxErrorBody body)
    {
        var said = body.Message.Length == 0 ? "" : $" It said: {body.Message}";
        var number = (int)status;
        var isAdmin = path.StartsWith("/admin", StringComparison.Ordinal);
        return status switch
        {
            HttpStatusCode.Forbidden when body.Message.StartsWith(Policy, StringComparison.Ordinal) =>
                new(LmxFaultKind.HttpError, $"{path} answered {number}.{said}", number, body.Code) { ByPolicy = true },
            HttpStatusCode.Forbidden when isAdmin && body.Code is null =>
                new(LmxFaultKind.Forbidden, $"The admin key is missing or wrong (403 on {path}).{said}", number),
            HttpStatusCode.Unauthorized when path.StartsWith("/v1", StringComparison.Ordinal) =>
                new(LmxFaultKind.Unauthorized, $"The inference key is missing or wrong (401 on {path}).{said}", number, body.Code),
            HttpStatusCode.Unauthorized => new(LmxFaultKind.HttpError, $"{path} answered 401, which LMX itself never does there.{said}", number, body.Code),
            HttpStatusCode.BadRequest when body.Message.Contains("HTTPS", StringComparison.Ordinal) => TlsFaults.PlainToTls with { Status = number },
            HttpStatusCode.ServiceUnavailable when body.Status == "unavailable" => new(LmxFaultKind.NoModel, "No model is loaded.", number),
            HttpStatusCode.ServiceUnavailable when body.Code == "overloaded" =>
                new(LmxFaultKind.Overloaded, $"Memory is over the load-shedding limit: all requests are refused, even an unload (503).{said}", number, body.Code),
            HttpStatusCode.ServiceUnavailable when body.Message == "Loading model" => new(LmxFaultKind.Loading, "It says that its model is loading (503).", number),
            HttpStatusCode.NotFound when body.Code is not null => new(LmxFaultKind.NotFound, $"{path} answered 404.{said}", number, body.Code),
            HttpStatusCode.NotFound => new(LmxFaultKind.NotFound, $"{path} does not exist there (404).{said}", number, body.Code),
            HttpStatusCode.TooManyRequests => new(LmxFaultKind.RateLimited, $"The node limits requests (429).{said}", number, body.Code),
            _ => new(LmxFaultKind.HttpError, $"{path} answered {number}.{said}", number, body.Code),
        };
    }

    private static LmxFault NoConnection(string message) => new(LmxFaultKind.ConnectTimeout, message)
    {
        Cure = "Check that the machine is on, awake and in this network, and that no firewall drops the port.",
    };

    private static LmxFault NameNotFound(string host) => host.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
        ? new(LmxFaultKind.NameNotFound, $"The name {host} cannot be resolved: this machine or container does not resolve .local names.")
        {
            Cure = "Use the node's IP address instead of its name. In Docker, host networking (network_mode: host) may resolve it too.",
        }
        : new(LmxFaultKind.NameNotFound, $"The name {host} cannot be resolved here.") { Cure = "Check the spelling, or use the node's IP address." };

    private static SocketError? Socket(HttpRequestException error) => (error.InnerException as SocketException)?.SocketErrorCode;
}
