using System.Net;
using Microsoft.AspNetCore.Http;

namespace DigitLab.Web;

/// <summary>Refuses what another site's page makes a visitor's browser ask.</summary>
/// <remarks>
/// A name that somebody else owns may be made to point at this machine (rebinding): such a request has that name as its host. A number
/// cannot be made to point elsewhere, so addresses are trusted as hosts; a lab for one person answers to this machine's own only. A page of
/// another site shows by its origin, which browsers send with everything that could change something, and by the fetch's declared site.
/// </remarks>
internal sealed class RequestOrigin(WebLabSettings settings)
{
    private readonly HashSet<string> _names = new(settings.HostNames.Append("localhost"), StringComparer.OrdinalIgnoreCase);

    internal async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (Refusal(context.Request) is string sentence)
        {
            await TypedResults.Problem(sentence, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private string? Refusal(HttpRequest request)
    {
        if (!IsOurs(request.Host.Host))
        {
            return settings.IsPublic
                ? "This lab does not go by that name: reach it by its address, or start it with --host NAME."
                : "This lab answers to this machine alone, as localhost or 127.0.0.1.";
        }

        if (request.Headers.Origin is [{ } origin, ..] && !IsSame(origin, request))
        {
            return "This request comes from another site's page, which may ask nothing here.";
        }

        // A link from elsewhere may lead to the page, but nothing else may be asked from there.
        return request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"] && request.Headers["Sec-Fetch-Mode"] is not ["navigate"]
            ? "This request comes from another site's page, which may ask nothing here."
            : null;
    }

    private bool IsOurs(string host) =>
        _names.Contains(host) || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && (settings.IsPublic || IPAddress.IsLoopback(address)));

    private static bool IsSame(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && string.Equals(from.Authority, Authority(request), StringComparison.OrdinalIgnoreCase);

    // As a browser writes it: without the port that the scheme has anyway.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out Uri? own) ? own.Authority : "";
}
