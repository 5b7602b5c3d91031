using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DigitLab.Web;

/// <summary>Makes problem details of what went wrong. Only what is the request's own fault is told in words.</summary>
internal sealed partial class FailureAnswers(ILogger<FailureAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        (int status, string sentence) = exception switch
        {
            RequestException refused => (refused.StatusCode, refused.Message),
            BadHttpRequestException bad => (bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The request is too large: at most {WebLab.MostBodyBytes >> 20} MiB are read."
                : "The request cannot be understood: /openapi.json says what is expected."),
            InvalidDataException or FormatException => (StatusCodes.Status400BadRequest, exception.Message),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong here that should not; the server's log tells what."),
        };
        if (status >= StatusCodes.Status500InternalServerError)
        {
            Tell(log, httpContext.Request.Path, exception);
        }

        await TypedResults.Problem(sentence, statusCode: status).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "{Path} could not be answered.")]
    private static partial void Tell(ILogger log, PathString path, Exception exception);
}
