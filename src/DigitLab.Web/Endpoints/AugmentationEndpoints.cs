using System.Text.Json.Nodes;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;
using DigitLab.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DigitLab.Web;

/// <summary>Playing with augmentation.</summary>
internal static class AugmentationEndpoints
{
    private const int MostDraws = 100;
    private const int LongestRecipe = 500;

    internal static void Map(IEndpointRouteBuilder lab)
    {
        lab.MapPost("/api/augment", Change).WithSummary("A digit before and after a change.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        lab.MapPost("/api/augment/draws", Draw).WithSummary("Random draws from a recipe, as a training makes them.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
    }

    private static Ok<DistortionAnswer> Change(DistortionRequest request, DigitShelf shelf, ModelShelf models, string? model = null)
    {
        DigitDataset digits = shelf.Of(request.Set, request.Index);
        Distortion distortion = request.ToDistortion(digits.Height, digits.Width);
        GrayImage before = shelf.Picture(request.Set, request.Index), after = new(digits.Width, digits.Height);
        var random = new RandomKey(request.Seed, RandomPurpose.Augmentation, 0, request.Index).Open();
        DigitDistorter.Apply(before.Pixels, before.Height, before.Width, distortion, ref random, after.Pixels);
        DigitRecognizer recognizer = models.Find(model).Recognizer;
        return TypedResults.Ok(new DistortionAnswer(
            digits.Label(request.Index),
            PictureData.Of(before),
            PictureData.Of(after),
            Read(recognizer, before),
            Read(recognizer, after),
            request.ToRecipe(digits.Height, digits.Width).ToString()));
    }

    private static Ok<DrawsAnswer> Draw(DrawsRequest request, DigitShelf shelf)
    {
        if (request.Count is < 1 or > MostDraws || request.Recipe is not { Length: > 0 and <= LongestRecipe })
        {
            throw RequestException.Bad($"Expected a recipe of 1 to {LongestRecipe} signs and 1 to {MostDraws} draws, got {request.Recipe?.Length ?? 0} and {request.Count}.");
        }

        DigitDataset digits = shelf.Of(request.Set, request.Index);
        AugmentationSettings recipe = AugmentationParser.Parse(request.Recipe) ?? new AugmentationSettings();
        return TypedResults.Ok(new DrawsAnswer(
            $"--augment {recipe}",
            JsonNode.Parse(new TrainingConfiguration { Model = "any", Augmentation = recipe }.ToJson())?["augmentation"],
            [.. AugmentationPreview.Of(digits, request.Index, recipe, request.Seed, request.Count).Select(PictureData.Of)]));
    }

    // The pixels as they are: what is far from the middle stays there, as in a training.
    private static string Read(DigitRecognizer recognizer, GrayImage digit)
    {
        Prediction prediction = recognizer.Recognize(new NormalizedDigit(digit, new PixelBox(0, 0, digit.Width, digit.Height), InkPolarity.LightOnDark, StrokeWidth: 0));
        return prediction.IsDigit ? $"{prediction}" : $"not a digit; if anything, {prediction}";
    }
}
