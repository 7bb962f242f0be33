using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Access;

/// <summary>An application that asks for a token and answers to 127.0.0.1 alone, and a client that follows no redirect and keeps no cookie.</summary>
public sealed partial class GuardedApp : IAsyncLifetime
{
    public const string Token = "correct horse battery";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly string[] _settings;
    private readonly string? _storage;
    private App _app = null!;

    public GuardedApp()
        : this(null)
    {
    }

    internal GuardedApp(string? storage, params string[] settings) => (_storage, _settings) = (storage, settings);

    public Uri Address => _app.Address;

    public string Storage => _app.Storage;

    /// <summary>As a browser names it.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    internal static async Task<GuardedApp> StartAsync(string? storage = null, params string[] settings)
    {
        var guarded = new GuardedApp(storage, settings);
        await guarded.InitializeAsync();
        return guarded;
    }

    public async ValueTask InitializeAsync() =>
        _app = await App.StartAsync(_storage, ["--Access:Token", Token, "--AllowedHosts", "127.0.0.1", "--Simulator:Enabled", "false", .. _settings]);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens the form at a path and sends it filled in, as a browser does.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string token, string form = "/login")
    {
        var page = await GetAsync(form);
        var html = await BodyAsync(page);
        return await PostFormAsync(AntiforgeryCookie(page), new()
        {
            ["__RequestVerificationToken"] = Field(html, "__RequestVerificationToken"),
            ["returnUrl"] = Field(html, "returnUrl"),
            ["token"] = token,
        });
    }

    public Task<HttpResponseMessage> PostFormAsync(string cookie, Dictionary<string, string> fields, string path = "/login") =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields), ("Cookie", cookie), ("Origin", Origin));

    /// <summary>The cookie of a session, ready to be sent.</summary>
    public async Task<string> SignInAsync() => SessionCookie(await SubmitAsync(Token))!.Split(';')[0];

    /// <summary>The session cookie with its attributes; null when none is set.</summary>
    public static string? SessionCookie(HttpResponseMessage answer) => Cookies(answer).FirstOrDefault(cookie => cookie.StartsWith("optaops=", StringComparison.Ordinal));

    public static string AntiforgeryCookie(HttpResponseMessage answer) => Cookies(answer).Single(cookie => cookie.Contains("Antiforgery", StringComparison.Ordinal)).Split(';')[0];

    public static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    public static string Field(string html, string name) =>
        WebUtility.HtmlDecode(Input().Matches(html).Single(input => input.Groups["name"].Value == name).Groups["value"].Value);

    public static Task<string> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The code of a problem document; fails for anything else.</summary>
    public static async Task<string> ProblemCodeAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(await BodyAsync(answer))!["code"]!.GetValue<string>();
    }

    [GeneratedRegex("""<input[^>]*name="(?<name>[^"]*)"[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex Input();
}
