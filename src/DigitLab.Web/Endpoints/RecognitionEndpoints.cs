using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DigitLab.Web;

/// <summary>Reading what was drawn or photographed.</summary>
internal static class RecognitionEndpoints
{
    internal static void Map(IEndpointRouteBuilder lab)
    {
        lab.MapGet("/api/models", Models).WithSummary("The models that can be asked.");
        lab.MapPost("/api/recognize", Recognize).WithSummary("Reads a picture: one digit, a number, or neither.")
            .RefusesPictures(StatusCodes.Status404NotFound);
    }

    private static Ok<IReadOnlyList<string>> Models(ModelShelf models) => TypedResults.Ok(models.Names);

    private static Ok<ReadingAnswer> Recognize(PictureBody body, ModelShelf models, CancellationToken cancellation, string? model = null, bool map = false) =>
        TypedResults.Ok(DrawingReader.Read(models.Find(model), body.Picture, map, cancellation));
}
