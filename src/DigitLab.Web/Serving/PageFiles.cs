using System.Net.Mime;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DigitLab.Web;

/// <summary>The page's files, served from inside the assembly: nothing on the disk can be asked for.</summary>
internal static class PageFiles
{
    private const string Prefix = "page/";
    private const string LayoutName = "layout.html";

    internal static void Map(WebApplication lab, bool isPublic)
    {
        foreach (LabPage page in LabPage.All)
        {
            Map(lab, page.Path, MediaTypeNames.Text.Html, Encoding.UTF8.GetBytes(Compose(page, isPublic)));
        }

        foreach (string name in NamesOf(".css", ".js", ".svg"))
        {
            Map(lab, $"/{name}", TypeOf(name), Read(name));
        }
    }

    // All pages share one frame, into which each one's middle is put when the server starts.
    private static string Compose(LabPage page, bool isPublic)
    {
        string navigation = string.Join('\n', LabPage.All.Select(each =>
            $"        <a href=\"{each.Path}\"{(each == page ? " aria-current=\"page\"" : "")}>{each.Title}</a>"));
        return Text(LayoutName)
            .Replace("{{title}}", page.Title, StringComparison.Ordinal)
            .Replace("{{public}}", isPublic ? " data-public" : "", StringComparison.Ordinal)
            .Replace("{{name}}", page.Name, StringComparison.Ordinal)
            .Replace("{{navigation}}", navigation.TrimStart(), StringComparison.Ordinal)
            .Replace("{{main}}", Text($"{page.Name}.html").TrimEnd(), StringComparison.Ordinal);
    }

    // Asked anew each time, and sent only when it has changed: an upgraded program never meets an old page.
    private static void Map(WebApplication lab, string path, string type, byte[] content)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
        lab.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(content, $"{type}; charset=utf-8", entityTag: tag);
        }).ExcludeFromDescription();
    }

    private static IEnumerable<string> NamesOf(params string[] endings) => typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && endings.Contains(Path.GetExtension(name)))
        .Select(name => name[Prefix.Length..]);

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => MediaTypeNames.Text.Css,
        ".js" => MediaTypeNames.Text.JavaScript,
        _ => MediaTypeNames.Image.Svg,
    };

    private static string Text(string name) => Encoding.UTF8.GetString(Read(name));

    private static byte[] Read(string name)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The web lab was built without its file {name}.");
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }
}
