using System.Security.Cryptography;
using System.Text;
using DigitLab.Insight;
using Microsoft.AspNetCore.Http;

namespace DigitLab.Web;

/// <summary>What every answer tells a browser to refuse.</summary>
internal static class SecurityHeaders
{
    // The one style that stands inside a page is that of figures, known by its hash.
    private static readonly string Policy = string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        $"style-src 'self' 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Figure.StyleSheet)))}'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'");

    internal static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
        headers.CacheControl = "no-store";
        return next(context);
    }
}
