using System.Net;
using System.Net.Sockets;

namespace OptaOps.Core.Lmx;

/// <summary>Turns exceptions and error answers into faults, each in a sentence with its cure.</summary>
internal static class LmxFaults
{
    /// <summary>How the 403 of a policy begins (contract §1.4); no key would open it.</summary>
    private const string Policy = "Policy hook denied request:";

    public static LmxFault Late(string path, TimeSpan within, bool answered) => answered
        ? new(LmxFaultKind.TimedOut, $"Connected, but {path} did not answer within {within.TotalSeconds:0.#} s.")
        : new(LmxFaultKind.ConnectTimeout, "No connection within 3 s. Is the machine on, and reachable from here?");

    public static LmxFault Of(HttpRequestException error, Uri address) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(LmxFaultKind.NameNotFound, NameSentence(address.Host)),
        HttpRequestError.SecureConnectionError => new(
            LmxFaultKind.TlsMismatch,
            "The port does not speak TLS, or its certificate is not trusted here. LMX serves plain HTTP: use http:// in the node's address."
            + $" It failed with: {UntrustedText.Shorten(error.GetBaseException().Message)}"),
        HttpRequestError.ConnectionError when Socket(error) == SocketError.ConnectionRefused => new(
            LmxFaultKind.Refused, $"Nothing listens on {address.Authority}: LMX is not running, still starting, or on another port."),
        HttpRequestError.ConnectionError when Socket(error) is SocketError.TimedOut or null => new(
            LmxFaultKind.ConnectTimeout, "No connection within 3 s. Is the machine on, and reachable from here?"),
        HttpRequestError.ConnectionError => new(LmxFaultKind.ConnectTimeout, $"No connection: {UntrustedText.Shorten(error.GetBaseException().Message)}."),
        HttpRequestError.InvalidResponse => new(
            LmxFaultKind.WrongService, "What listens there does not speak HTTP. Check host and port."),
        HttpRequestError.ConfigurationLimitExceeded => new(LmxFaultKind.WrongService, "The answer is larger than any answer of LMX. Check host and port."),
        _ => new(LmxFaultKind.ConnectionLost, $"The connection broke before the answer was complete: {UntrustedText.Shorten(error.Message)}"),
    };

    public static LmxFault Of(HttpStatusCode status, string path, LmxErrorBody body)
    {
        var said = body.Message.Length == 0 ? "" : $" It said: {body.Message}";
        var number = (int)status;
        return status switch
        {
            HttpStatusCode.Forbidden when path.StartsWith("/admin", StringComparison.Ordinal) && body.Code is null
                && !body.Message.StartsWith(Policy, StringComparison.Ordinal) =>
                new(LmxFaultKind.Forbidden, $"The admin key is missing or wrong (403 on {path}).{said}", number),
            HttpStatusCode.Unauthorized => new(LmxFaultKind.Unauthorized, $"The inference key is missing or wrong (401 on {path}).{said}", number, body.Code),
            HttpStatusCode.ServiceUnavailable when body.Status == "unavailable" => new(LmxFaultKind.NoModel, "No model is loaded.", number),
            HttpStatusCode.ServiceUnavailable when body.Code == "overloaded" =>
                new(LmxFaultKind.Overloaded, $"Memory is over the load-shedding limit: the node refuses every request (503).{said}", number, body.Code),
            HttpStatusCode.NotFound when body.Code is not null => new(LmxFaultKind.NotFound, $"{path} answered 404.{said}", number, body.Code),
            HttpStatusCode.NotFound => new(LmxFaultKind.NotFound, $"{path} does not exist there (404).{said}", number, body.Code),
            HttpStatusCode.TooManyRequests => new(LmxFaultKind.RateLimited, $"The node limits requests (429).{said}", number, body.Code),
            _ => new(LmxFaultKind.HttpError, $"{path} answered {number}.{said}", number, body.Code),
        };
    }

    public static LmxFault NotJson(string path, byte[] body)
    {
        var said = UntrustedText.Shorten(body);
        return said.StartsWith('{') || said.StartsWith('[')
            ? new(LmxFaultKind.Incompatible, $"{path} answers JSON that is broken or cut off: {said}", 200, Field: "the answer")
            : new(LmxFaultKind.WrongService, $"Another service answers on this port; {path} gave: {(said.Length == 0 ? "nothing" : said)}", 200);
    }

    private static SocketError? Socket(HttpRequestException error) => (error.InnerException as SocketException)?.SocketErrorCode;

    private static string NameSentence(string host) => host.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
        ? $"The name {host} cannot be resolved: this machine or container does not resolve .local names. Use the node's IP address."
        : $"The name {host} cannot be resolved here. Check the spelling, or use the node's IP address.";
}
