using System.Reflection;
using DigitLab.Imaging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace DigitLab.Web;

/// <summary>The picture that a request carries as its body: a JPEG, PNG, BMP or PNM, told by its first bytes.</summary>
/// <param name="picture">The picture.</param>
internal sealed class PictureBody(ColorImage picture) : IEndpointParameterMetadataProvider
{
    internal ColorImage Picture => picture;

    /// <summary>The digit in it, as MNIST holds them.</summary>
    /// <exception cref="RequestException">It shows no ink.</exception>
    internal GrayImage Digit() => DigitNormalizer.TryNormalize(picture, out NormalizedDigit? digit)
        ? digit.Image
        : throw RequestException.Bad("The picture shows no ink: draw something first.");

    /// <exception cref="RequestException">The body is of a type that is no picture's, or too large.</exception>
    /// <exception cref="InvalidDataException">It is no such picture, a damaged one, or one of too many pixels.</exception>
    public static async ValueTask<PictureBody> BindAsync(HttpContext context)
    {
        string type = context.Request.ContentType ?? "";
        if (!type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase))
        {
            throw new RequestException(StatusCodes.Status415UnsupportedMediaType, "Expected a picture as the request's body, with Content-Type image/png, image/jpeg or application/octet-stream.");
        }

        using var content = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, WebLab.MostBodyBytes));
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        return new PictureBody(PictureFile.Decode(content.GetBuffer().AsSpan(0, (int)content.Length), WebLab.PictureLimits));
    }

    public static void PopulateMetadata(ParameterInfo parameter, Microsoft.AspNetCore.Builder.EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["image/png", "image/jpeg", "application/octet-stream"], typeof(Stream)));
}
