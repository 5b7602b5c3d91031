using System.Net.Mime;
using DigitLab.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DigitLab.Web;

/// <summary>The drawings that visitors corrected: kept, shown, exported. Not mapped in a public lab.</summary>
internal static class DrawingEndpoints
{
    internal static void Map(IEndpointRouteBuilder lab)
    {
        RouteGroupBuilder drawings = lab.MapGroup("/api/drawings");
        drawings.MapGet("", List).WithSummary("The kept drawings.");
        drawings.MapPost("", Keep).WithSummary("Keeps a drawing with the digit that it shows.")
            .RefusesPictures(StatusCodes.Status409Conflict);
        drawings.MapDelete("/{name}", Remove).WithSummary("Forgets a drawing.").Refuses(StatusCodes.Status404NotFound);
        drawings.MapGet("/drawings-images-idx3-ubyte", Images).WithSummary("The kept drawings' pictures as an IDX file, as MNIST holds them.");
        drawings.MapGet("/drawings-labels-idx1-ubyte", Labels).WithSummary("The kept drawings' digits as an IDX file.");
    }

    private static Ok<DrawingAnswer[]> List(DrawingFolder folder) =>
        TypedResults.Ok<DrawingAnswer[]>([.. folder.Names.Select(name => new DrawingAnswer(name, DrawingFolder.LabelOf(name)!.Value, folder.TryNormalize(name) is { } digit ? PictureData.Of(digit) : null))]);

    private static Ok<KeptAnswer> Keep(PictureBody body, DrawingFolder folder, int label)
    {
        if (label is < 0 or >= DigitDataset.Classes)
        {
            throw RequestException.Bad($"Expected a label from 0 to 9, got {label}.");
        }

        body.Digit();   // one without ink is not kept
        folder.Add(body.Picture, label);
        return TypedResults.Ok(new KeptAnswer(folder.Names.Count));
    }

    private static NoContent Remove(string name, DrawingFolder folder)
    {
        folder.Remove(name);
        return TypedResults.NoContent();
    }

    private static FileContentHttpResult Images(DrawingFolder folder) => File("drawings-images-idx3-ubyte", stream => IdxWriter.WriteImages(stream, folder.ToDigits()));

    private static FileContentHttpResult Labels(DrawingFolder folder) => File("drawings-labels-idx1-ubyte", stream => IdxWriter.WriteLabels(stream, folder.ToDigits()));

    private static FileContentHttpResult File(string name, Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        return TypedResults.Bytes(content.ToArray(), MediaTypeNames.Application.Octet, name);
    }
}
