using System.Text;

namespace OptaOps.Tests.Support;

/// <summary>Answers of a peer, as bytes.</summary>
internal static class HttpAnswer
{
    public static byte[] Of(string body, int status = 200, string contentType = "application/json", string moreHeaders = "") =>
        Of(Encoding.UTF8.GetBytes(body), status, contentType, moreHeaders);

    public static byte[] Of(byte[] body, int status, string contentType, string moreHeaders = "") =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} x\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{moreHeaders}\r\n"), .. body];
}
