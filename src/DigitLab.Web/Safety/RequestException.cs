using Microsoft.AspNetCore.Http;

namespace DigitLab.Web;

/// <summary>A request that cannot be answered, and why.</summary>
/// <param name="statusCode">The status, from 400 to 499.</param>
/// <param name="message">One sentence: what was expected, what came, what to do.</param>
internal sealed class RequestException(int statusCode, string message) : Exception(message)
{
    internal int StatusCode => statusCode;

    internal static RequestException Bad(string message) => new(StatusCodes.Status400BadRequest, message);

    internal static RequestException NotThere(string message) => new(StatusCodes.Status404NotFound, message);

    internal static RequestException NotNow(string message) => new(StatusCodes.Status409Conflict, message);
}
