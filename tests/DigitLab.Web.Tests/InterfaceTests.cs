using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace DigitLab.Web.Tests;

public partial class InterfaceTests(RunningLab lab) : IClassFixture<RunningLab>
{
    private const int MostBytesOfFirstPage = 300_000;

    public static TheoryData<string> Pages => [.. LabPage.All.Select(page => page.Path)];

    [Fact]
    public async Task The_description_lists_every_endpoint_and_what_each_refuses()
    {
        JsonElement paths = (await lab.GetAsync("/openapi.json")).GetProperty("paths");
        string[] described = [.. paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).Order(StringComparer.Ordinal)];
        string[] mapped = [.. ((IEndpointRouteBuilder)lab.Application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("**", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText!.Replace(":int", "", StringComparison.Ordinal).TrimEnd('/')}"))
            .Order(StringComparer.Ordinal)];

        Assert.Equal(mapped, described);
        Assert.All(paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()), method =>
            Assert.False(string.IsNullOrEmpty(method.Value.GetProperty("summary").GetString())));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_small_and_loads_only_what_the_lab_itself_serves(string path)
    {
        var sizes = new Dictionary<string, int>();
        var waiting = new Queue<string>([path]);
        while (waiting.TryDequeue(out string? next))
        {
            if (sizes.ContainsKey(next))
            {
                continue;
            }

            string content = await lab.Client.GetStringAsync(next);
            sizes[next] = content.Length;
            Assert.DoesNotContain("https://", content);
            Assert.DoesNotContain("{{", content);
            foreach (Match link in Links().Matches(content))
            {
                waiting.Enqueue("/" + link.Groups["name"].Value);
            }
        }

        Assert.True(sizes.Count >= 5, string.Join(", ", sizes.Keys));
        Assert.InRange(sizes.Values.Sum(), 1, MostBytesOfFirstPage);
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        using HttpResponseMessage first = await lab.Client.GetAsync("/lab.css");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/lab.css");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(System.Net.HttpStatusCode.NotModified, (await lab.Client.SendAsync(again)).StatusCode);
    }

    // Style sheets, scripts, icons, and the modules that a module takes in.
    [GeneratedRegex("""(?:(?:href|src)="/|from '\./)(?<name>[\w-]+\.(?:css|js|svg))["']""")]
    private static partial Regex Links();
}
