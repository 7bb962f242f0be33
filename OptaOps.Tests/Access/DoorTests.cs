using System.Net;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Access;

public sealed class DoorTests(GuardedApp app) : IClassFixture<GuardedApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/nodes/1")]
    [InlineData("/benchmarks?node=1")]
    [InlineData("/history")]
    [InlineData("/no-such-page")]
    public async Task A_page_leads_to_the_sign_in_and_remembers_where_to_return(string page)
    {
        using var answer = await app.GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = new Uri(app.Address, answer.Headers.Location!);
        Assert.Equal($"{app.Origin}/login?ReturnUrl={Uri.EscapeDataString(page)}", target.AbsoluteUri, ignoreCase: true);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nodes")]
    [InlineData("GET", "/api/v1/benchmarks/1")]
    [InlineData("POST", "/api/v1/benchmarks")]
    [InlineData("DELETE", "/api/v1/benchmarks/1")]
    [InlineData("GET", "/api/v1/no-such-thing")]
    [InlineData("GET", "/API/v1/nodes")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/scalar")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("GET", "/_blazor/initializers")]
    public async Task What_scripts_and_circuits_call_is_refused_with_a_problem_and_without_a_redirect(string method, string path)
    {
        using var answer = await app.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("unauthorized", await GuardedApp.ProblemCodeAsync(answer));
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/css/tokens.css")]
    [InlineData("/css/login.css")]
    [InlineData("/js/theme.js")]
    [InlineData("/favicon.svg")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    [InlineData("/api/scalar/scalar.js")]
    public async Task The_form_files_that_are_the_same_for_everyone_and_health_need_no_token(string path)
    {
        using var answer = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task The_token_opens_the_API_its_description_and_the_pages_however_the_scheme_is_spelt(string scheme)
    {
        foreach (var path in new[] { "/api/v1/nodes", "/api", "/openapi/v1.json", "/" })
        {
            using var answer = await app.GetAsync(path, ("Authorization", $"{scheme} {GuardedApp.Token}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Bearer correct horse")]
    [InlineData("Bearer correct horse battery staple")]
    [InlineData("Bearer CORRECT HORSE BATTERY")]
    [InlineData("Basic Y29ycmVjdCBob3JzZSBiYXR0ZXJ5")]
    [InlineData("correct horse battery")]
    public async Task Any_other_authorization_does_not(string authorization)
    {
        using var answer = await app.GetAsync("/api/v1/nodes", ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("unauthorized", await GuardedApp.ProblemCodeAsync(answer));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    public async Task A_token_in_the_address_is_worth_nothing(string name)
    {
        using var answer = await app.GetAsync($"/api/v1/nodes?{name}={Uri.EscapeDataString(GuardedApp.Token)}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_cookie_that_is_none_of_ours_is_refused_like_no_cookie()
    {
        using var answer = await app.GetAsync("/api/v1/nodes", ("Cookie", "optaops=forged"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("unauthorized", await GuardedApp.ProblemCodeAsync(answer));
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_nobody_is_asked_for_one()
    {
        await using var open = await App.StartAsync(null, "--Simulator:Enabled", "false");

        foreach (var path in new[] { "/", "/api", "/api/v1/nodes", "/openapi/v1.json" })
        {
            Assert.Equal(HttpStatusCode.OK, (await open.Http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        }

        var form = await open.Http.GetAsync("/login", TestContext.Current.CancellationToken);
        Assert.Equal("/", form.RequestMessage!.RequestUri!.AbsolutePath);
    }
}
