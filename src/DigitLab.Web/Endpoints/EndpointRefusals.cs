using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DigitLab.Web;

/// <summary>What an endpoint says of itself in <c>/openapi.json</c>.</summary>
internal static class EndpointRefusals
{
    /// <summary>Names the statuses with which it refuses, each with problem details; that too much is asked at once is always among them.</summary>
    internal static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (int status in statuses.Append(StatusCodes.Status429TooManyRequests))
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }

    /// <summary>Names also those with which a picture is refused.</summary>
    internal static RouteHandlerBuilder RefusesPictures(this RouteHandlerBuilder endpoint, params int[] statuses) => endpoint.Refuses(
        [StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, .. statuses]);
}
