using System.Net;

namespace OptaOps.Tests.Access;

public sealed class LoginTests
{
    [Fact]
    public async Task The_right_token_opens_the_page_that_was_asked_for()
    {
        await using var app = await GuardedApp.StartAsync();

        using var answer = await app.SubmitAsync(GuardedApp.Token, "/login?ReturnUrl=%2Fhistory%3Fmetric%3DttftWarm");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/history?metric=ttftWarm", answer.Headers.Location!.OriginalString);
        var cookie = GuardedApp.SessionCookie(answer)!.Split(';')[0];
        foreach (var path in new[] { "/", "/history", "/api", "/api/v1/nodes", "/openapi/v1.json" })
        {
            using var opened = await app.GetAsync(path, ("Cookie", cookie));
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }

        using var circuit = await app.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, ("Cookie", cookie), ("Origin", app.Origin));
        Assert.Equal(HttpStatusCode.OK, circuit.StatusCode);
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        await using var app = await GuardedApp.StartAsync();

        using var answer = await app.SubmitAsync(GuardedApp.Token);

        var attributes = GuardedApp.SessionCookie(answer)!.Split("; ").Skip(1).Select(attribute => attribute.ToLowerInvariant()).ToArray();
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=strict", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_antiforgery_cookie_is_kept_from_scripts_and_other_sites_too()
    {
        await using var app = await GuardedApp.StartAsync();

        using var form = await app.GetAsync("/login");

        var cookie = GuardedApp.Cookies(form).Single().ToLowerInvariant();
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_said_on_the_form_which_keeps_the_way_back()
    {
        await using var app = await GuardedApp.StartAsync();

        using var answer = await app.SubmitAsync("wrong", "/login?ReturnUrl=%2Fhistory");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(GuardedApp.SessionCookie(answer));
        var html = await GuardedApp.BodyAsync(answer);
        Assert.Contains("That is not the token set in Access:Token.", html, StringComparison.Ordinal);
        Assert.Equal("/history", GuardedApp.Field(html, "returnUrl"));
        Assert.DoesNotContain("wrong", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_not_ours_signs_nobody_in()
    {
        await using var app = await GuardedApp.StartAsync();
        var form = await app.GetAsync("/login");
        var field = GuardedApp.Field(await GuardedApp.BodyAsync(form), "__RequestVerificationToken");
        Dictionary<string, string>[] forms =
        [
            new() { ["token"] = GuardedApp.Token },
            new() { ["token"] = GuardedApp.Token, ["__RequestVerificationToken"] = "forged" },
            new() { ["token"] = GuardedApp.Token, ["__RequestVerificationToken"] = field },
        ];

        foreach (var (fields, cookie) in forms.Zip([GuardedApp.AntiforgeryCookie(form), GuardedApp.AntiforgeryCookie(form), "none=1"]))
        {
            using var answer = await app.PostFormAsync(cookie, fields);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Null(GuardedApp.SessionCookie(answer));
            Assert.Contains("Try again.", await GuardedApp.BodyAsync(answer), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("//evil.example/", @"/\evil.example/", @"\\evil.example", "https://evil.example/", "https:evil.example", "javascript:alert(1)")]
    [InlineData("%2F%2Fevil.example", "/%09/evil.example", "/\t/evil.example", "/\n/evil.example", "evil.example", " //evil.example", "/Größe")]
    public async Task The_way_back_never_leads_to_another_site(params string[] targets)
    {
        await using var app = await GuardedApp.StartAsync();

        foreach (var target in targets)
        {
            using var answer = await app.SubmitAsync(GuardedApp.Token, $"/login?ReturnUrl={Uri.EscapeDataString(target)}");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal(app.Origin, new Uri(app.Address, answer.Headers.Location!).GetLeftPart(UriPartial.Authority));
        }
    }

    [Fact]
    public async Task A_page_whose_address_has_letters_beyond_ASCII_is_found_again()
    {
        await using var app = await GuardedApp.StartAsync();
        using var refused = await app.GetAsync("/history?model=Größe");

        using var answer = await app.SubmitAsync(GuardedApp.Token, new Uri(app.Address, refused.Headers.Location!).PathAndQuery);

        Assert.Equal("/history?model=Gr%C3%B6%C3%9Fe", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_session_outlives_a_restart_on_the_same_storage_and_ends_with_the_token()
    {
        await using var app = await GuardedApp.StartAsync();
        var (storage, cookie) = (app.Storage, await app.SignInAsync());
        await app.DisposeAsync();

        await using (var again = await GuardedApp.StartAsync(storage))
        {
            Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/", ("Cookie", cookie))).StatusCode);
        }

        await using var changed = await GuardedApp.StartAsync(storage, "--Access:Token", "another long secret");
        Assert.Equal(HttpStatusCode.Redirect, (await changed.GetAsync("/", ("Cookie", cookie))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await changed.GetAsync("/api/v1/nodes", ("Cookie", cookie))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await changed.SendAsync(HttpMethod.Post, "/_blazor/negotiate", null, ("Cookie", cookie))).StatusCode);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_told_how_long_to_wait()
    {
        await using var app = await GuardedApp.StartAsync();
        var answers = new List<HttpResponseMessage>();
        while (answers.Count < 30 && answers.All(answer => answer.StatusCode != HttpStatusCode.TooManyRequests))
        {
            answers.Add(await app.PostFormAsync("none=1", new() { ["token"] = $"guess {answers.Count}" }));
        }

        Assert.Equal(11, answers.Count);
        Assert.InRange(answers[^1].Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Contains("minute", await GuardedApp.BodyAsync(answers[^1]), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/login")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/v1/nodes", ("Authorization", $"Bearer {GuardedApp.Token}"))).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_our_own_form_and_ends_the_session()
    {
        await using var app = await GuardedApp.StartAsync();
        var session = await app.SignInAsync();
        using var forged = await app.PostFormAsync(session, [], "/logout");
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Null(GuardedApp.SessionCookie(forged));

        var form = await app.GetAsync("/login", ("Cookie", session));
        var field = GuardedApp.Field(await GuardedApp.BodyAsync(form), "__RequestVerificationToken");
        using var left = await app.PostFormAsync($"{session}; {GuardedApp.AntiforgeryCookie(form)}", new() { ["__RequestVerificationToken"] = field }, "/logout");

        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.StartsWith("optaops=;", GuardedApp.SessionCookie(left), StringComparison.Ordinal);
    }
}
