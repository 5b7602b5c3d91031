using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using DigitLab.Insight;

namespace DigitLab.Web.Tests;

public class SafetyTests(RunningLab lab) : IClassFixture<RunningLab>
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:2828")]
    [InlineData("192.168.1.7")]
    [InlineData("localhost.evil.example")]
    public async Task A_request_for_another_host_is_refused(string host) => Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/", ("Host", host)));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:2828")]
    [InlineData("[::1]:2828")]
    public async Task This_machine_is_answered_by_all_its_names(string host) => Assert.Equal(HttpStatusCode.OK, await StatusAsync("/", ("Host", host)));

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task A_request_from_another_sites_page_is_refused(string origin) => Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/models", ("Origin", origin)));

    [Fact]
    public async Task A_request_from_its_own_page_is_answered() =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/models", ("Origin", lab.Client.BaseAddress!.GetLeftPart(UriPartial.Authority))));

    [Fact]
    public async Task Another_site_may_link_to_a_page_but_not_fetch_or_embed_it()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/models", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/lab.js", ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "cors")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/models")]
    [InlineData("/api/nothing")]
    public async Task Every_answer_has_a_policy_that_lets_only_its_own_content_in(string path)
    {
        using HttpResponseMessage response = await lab.Client.GetAsync(path);
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));

        Assert.StartsWith("default-src 'none'; script-src 'self'; ", policy);
        Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Figure.StyleSheet)))}'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone()
    {
        Assert.All(lab.Application.Urls, url => Assert.Equal("127.0.0.1", new Uri(url).Host));
        await using RunningLab open = await RunningLab.StartAsync(settings => settings with { IsPublic = true });
        Assert.All(open.Application.Urls, url => Assert.Equal("[::]", new Uri(url).Host));
    }

    [Fact]
    public async Task A_public_lab_has_nothing_that_writes_or_starts()
    {
        await using RunningLab open = await RunningLab.StartAsync(settings => settings with { IsPublic = true, Program = ["/bin/false"] });
        string[] paths = await PathsAsync(open), home = await PathsAsync(lab);

        Assert.Equal(
            ["DELETE /api/drawings/{name}", "GET /api/drawings", "GET /api/drawings/drawings-images-idx3-ubyte", "GET /api/drawings/drawings-labels-idx1-ubyte", "POST /api/drawings", "POST /api/runs", "POST /api/runs/{name}/resume", "POST /api/runs/{name}/stop"],
            home.Except(paths).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await open.Client.PostAsJsonAsync("/api/runs", new { model = "softmax" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await open.Client.PostAsync("/api/drawings?label=1", RunningLab.Png(RunningLab.Written(1)))).StatusCode);
        Assert.Equal(["data"], Directory.GetDirectories(open.FolderPath).Select(path => Path.GetFileName(path)!));
        Assert.Contains("data-public", await open.Client.GetStringAsync("/train"));
    }

    [Fact]
    public async Task A_public_lab_answers_to_addresses_and_to_the_names_it_was_given()
    {
        await using RunningLab open = await RunningLab.StartAsync(settings => settings with { IsPublic = true, HostNames = ["digits.example"] });

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(open, "/", ("Host", "digits.example")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(open, "/", ("Host", "192.168.1.7:2828")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(open, "/", ("Host", "evil.example")));
    }

    [Fact]
    public async Task A_client_that_asks_too_much_is_told_when_to_come_back()
    {
        await using RunningLab open = await RunningLab.StartAsync(settings => settings with { IsPublic = true, RateLimit = 2 });
        var answers = new List<HttpResponseMessage>();
        for (int i = 0; i < 20; i++)
        {
            answers.Add(await open.Client.GetAsync("/api/models"));
        }

        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
        HttpResponseMessage refused = answers.First(answer => answer.StatusCode != HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await open.Client.GetAsync("/")).StatusCode);
    }

    private Task<HttpStatusCode> StatusAsync(string path, params (string Name, string Value)[] headers) => StatusAsync(lab, path, headers);

    private static async Task<HttpStatusCode> StatusAsync(RunningLab lab, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await lab.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<string[]> PathsAsync(RunningLab lab) => [.. (await lab.GetAsync("/openapi.json")).GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"))];
}
