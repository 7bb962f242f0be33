using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace OptaOps.Tests.Access;

public sealed partial class AnswerHeaderTests(GuardedApp app) : IClassFixture<GuardedApp>
{
    private static readonly (string, string) Bearer = ("Authorization", $"Bearer {GuardedApp.Token}");

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/api", HttpStatusCode.OK)]
    [InlineData("/api/v1/nodes", HttpStatusCode.OK)]
    [InlineData("/api/v1/nodes/99", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/history?metric=none", HttpStatusCode.BadRequest)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/css/tokens.css", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task Every_answer_to_whoever_has_the_token_is_framed_by_our_headers(string path, HttpStatusCode status) =>
        AssertFramed(status, await app.GetAsync(path, Bearer));

    [Fact]
    public async Task So_is_every_refusal()
    {
        AssertFramed(HttpStatusCode.Redirect, await app.GetAsync("/"));
        AssertFramed(HttpStatusCode.Unauthorized, await app.GetAsync("/api/v1/nodes"));
        AssertFramed(HttpStatusCode.OK, await app.GetAsync("/login"));
        AssertFramed(HttpStatusCode.Unauthorized, await app.SubmitAsync("wrong"));
        AssertFramed(HttpStatusCode.Redirect, await app.SubmitAsync(GuardedApp.Token));
        AssertFramed(HttpStatusCode.Forbidden, await app.SendAsync(HttpMethod.Post, "/_blazor/negotiate", null, Bearer, ("Origin", "http://evil.example")));
        AssertFramed(HttpStatusCode.BadRequest, await app.GetAsync("/", ("Host", "evil.example")));
        AssertFramed(HttpStatusCode.MethodNotAllowed, await app.SendAsync(HttpMethod.Delete, "/api/v1/nodes", null, Bearer));
        AssertFramed(HttpStatusCode.BadRequest, await app.SendAsync(HttpMethod.Post, "/api/v1/benchmarks", new StringContent("{", Encoding.UTF8, "application/json"), Bearer));
        AssertFramed(HttpStatusCode.UnsupportedMediaType, await app.SendAsync(HttpMethod.Post, "/api/v1/benchmarks", new StringContent("a"), Bearer));
    }

    [Fact]
    public async Task So_is_a_fault_of_our_own_which_tells_nothing_of_the_inside()
    {
        await using var broken = await GuardedApp.StartAsync();
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(broken.Storage, "optaops.db")}"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var drop = database.CreateCommand();
            drop.CommandText = "DROP TABLE RunTimelines; DROP TABLE Runs; DROP TABLE Cells; DROP TABLE Benchmarks;";
            await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var answer = await broken.GetAsync("/api/v1/benchmarks", Bearer);

        AssertFramed(HttpStatusCode.InternalServerError, answer);
        Assert.Equal("internalError", await GuardedApp.ProblemCodeAsync(answer));
        Assert.DoesNotContain("Benchmarks", await GuardedApp.BodyAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_the_answer_to_too_many_attempts()
    {
        await using var guessed = await GuardedApp.StartAsync();
        HttpResponseMessage answer;
        do
        {
            answer = await guessed.PostFormAsync("none=1", []);
        }
        while (answer.StatusCode == HttpStatusCode.Unauthorized);

        AssertFramed(HttpStatusCode.TooManyRequests, answer);
    }

    [Fact]
    public async Task An_address_without_a_page_is_404_and_a_page_all_the_same_but_not_for_scripts()
    {
        using var page = await app.GetAsync("/no-such-page", Bearer, ("Accept", "text/html,application/xhtml+xml"));
        using var script = await app.GetAsync("/no-such-page", Bearer);

        AssertFramed(HttpStatusCode.NotFound, page);
        Assert.Contains("_framework/blazor.web.", await GuardedApp.BodyAsync(page), StringComparison.Ordinal);
        AssertFramed(HttpStatusCode.NotFound, script);
        Assert.Empty(await GuardedApp.BodyAsync(script));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/api")]
    [InlineData("/no-such-page")]
    public async Task No_page_has_a_script_or_a_handler_in_its_markup_nor_anything_from_elsewhere(string path)
    {
        var html = await GuardedApp.BodyAsync(await app.GetAsync(path, Bearer, ("Accept", "text/html")));

        Assert.NotEmpty(html);
        Assert.DoesNotMatch(InlineScript(), html);
        Assert.DoesNotMatch(Elsewhere(), html);
    }

    private static void AssertFramed(HttpStatusCode status, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("script-src 'self';", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.NotEmpty(Header("Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";
    }

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|\son\w+=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex("""(src|href)="?(https?:)?//""", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
