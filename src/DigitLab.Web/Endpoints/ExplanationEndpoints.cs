using System.Diagnostics;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Neural;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DigitLab.Web;

/// <summary>Looking into a network while it reads a digit: of the data (GET) or of a picture that is sent (POST).</summary>
internal static class ExplanationEndpoints
{
    internal static void Map(IEndpointRouteBuilder lab)
    {
        lab.MapGet("/api/explain", (ModelShelf models, DigitShelf digits, int index, DigitSet set = DigitSet.Test, string? model = null, int? @class = null) =>
            Explain(models.Find(model).Network, digits.Picture(set, index), @class))
            .WithSummary("Why a model reads a digit of the data so: class activation map, gradients, occlusion.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        lab.MapPost("/api/explain", (PictureBody body, ModelShelf models, string? model = null, int? @class = null) =>
            Explain(models.Find(model).Network, body.Digit(), @class))
            .WithSummary("The same for a picture.").RefusesPictures(StatusCodes.Status404NotFound);
        lab.MapGet("/api/layers", (ModelShelf models, DigitShelf digits, int index, DigitSet set = DigitSet.Test, string? model = null, string? layer = null, int @class = 0) =>
            Layers(models.Find(model).Network, digits.Picture(set, index), layer, @class))
            .WithSummary("What each layer, or one, makes of a digit of the data; for one with feature maps also its Grad-CAM.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        lab.MapPost("/api/layers", (PictureBody body, ModelShelf models, string? model = null, string? layer = null, int @class = 0) =>
            Layers(models.Find(model).Network, body.Digit(), layer, @class))
            .WithSummary("The same for a picture.").RefusesPictures(StatusCodes.Status404NotFound);
        lab.MapGet("/api/trace", (ModelShelf models, DigitShelf digits, int index, string layer, int row, int column, int filter, DigitSet set = DigitSet.Test, string? model = null) =>
            Trace(models.Find(model).Network, digits.Picture(set, index), layer, row, column, filter))
            .WithSummary("One number of a convolution's output, traced to its window and weights.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        lab.MapPost("/api/trace", (PictureBody body, ModelShelf models, string layer, int row, int column, int filter, string? model = null) =>
            Trace(models.Find(model).Network, body.Digit(), layer, row, column, filter))
            .WithSummary("The same for a picture.").RefusesPictures(StatusCodes.Status404NotFound);
        lab.MapGet("/api/filters", Filters).WithSummary("The filters of a model's convolution.").Refuses(StatusCodes.Status404NotFound);
    }

    private static Ok<ExplanationAnswer> Explain(Network network, GrayImage picture, int? digit)
    {
        RequireClass(digit);
        long start = Stopwatch.GetTimestamp();
        var explanation = DigitExplanation.Of(network, picture, Workers.Shared, digit, ExplanationSampling.Quick);
        return TypedResults.Ok(new ExplanationAnswer(
            network.Name,
            explanation.Read,
            explanation.Explained,
            explanation.Probabilities,
            [FigureAnswer.Of("maps", ExplanationReport.Maps(explanation)), .. explanation.Transformed.Select(each => FigureAnswer.Of(each.Name, ExplanationReport.Transformer(each)))],
            [.. explanation.Activations.Select(layer => layer.Name)],
            [.. TracedOutput.LayersOf(explanation.Trace).Select(layer => Describe(layer, explanation.Trace.OutputOf(layer).Shape))],
            Stopwatch.GetElapsedTime(start).TotalMilliseconds));
    }

    private static Ok<FigureAnswer[]> Layers(Network network, GrayImage picture, string? name, int digit)
    {
        RequireClass(digit);
        var shown = ShownDigit.Of(network, picture);
        IReadOnlyList<LayerActivation> activations = LayerActivation.Of(shown.Trace);
        if (name is null)
        {
            return TypedResults.Ok<FigureAnswer[]>([.. activations.Select(each => FigureAnswer.Of(each.Name, ExplanationReport.Activations(each)))]);
        }

        Layer layer = shown.Find(name);
        LayerActivation? activation = activations.FirstOrDefault(each => each.Name == name);
        FigureAnswer[] map = shown.Trace.OutputOf(layer).Shape is { Rank: 4 }
            ? [FigureAnswer.Of("grad-cam", new ImageGrid($"Grad-CAM of {name}: what speaks for {digit}", [DigitOverlay.Of(picture, GradCam.Of(shown.Trace, layer, digit), "red for, blue against")], 1))]
            : [];
        return TypedResults.Ok<FigureAnswer[]>([.. map, .. activation is null ? [] : (FigureAnswer[])[FigureAnswer.Of(name, ExplanationReport.Activations(activation))]]);
    }

    private static Ok<TraceAnswer> Trace(Network network, GrayImage picture, string name, int row, int column, int filter)
    {
        var shown = ShownDigit.Of(network, picture);
        if (shown.Find(name) is not Conv2D layer)
        {
            throw RequestException.Bad($"{network.Name}: \"{name}\" is no convolution: name one of {string.Join(", ", TracedOutput.LayersOf(shown.Trace).Select(each => each.Name))}.");
        }

        TracedOutput traced = Checked(() => TracedOutput.Of(shown.Trace, layer, row, column, filter));
        PixelMap map = LayerActivation.Of(shown.Trace).First(each => each.Name == name).Maps[filter];
        return TypedResults.Ok(new TraceAnswer(
            traced, traced.Total, PictureData.Of(map), PictureData.Of(picture), traced.Channels.Max(channel => SignedColors.Reach([.. channel.Weights.Values]))));
    }

    private static Ok<FilterAnswer> Filters(ModelShelf models, string? model = null, string? layer = null)
    {
        Network network = models.Find(model).Network;
        string[] names = [.. FilterSheet.LayersOf(network).Select(each => each.Name)];
        if (names.Length == 0 || (layer is not null && !names.Contains(layer)))
        {
            throw RequestException.NotThere(names.Length == 0 ? $"{network.Name} has no convolution, so no filters." : $"{network.Name}: there is no convolution \"{layer}\": expected one of {string.Join(", ", names)}.");
        }

        string shown = layer ?? names[0];
        return TypedResults.Ok(new FilterAnswer(shown, names, FilterSheet.Figure(network, shown, $"{network.Name}: filters of {shown}").ToSvg()));
    }

    private static ConvolutionAnswer Describe(Conv2D layer, Shape output) => new(layer.Name, output[1], output[2], output[3]);

    private static void RequireClass(int? digit)
    {
        if (digit is < 0 or >= DigitDataset.Classes)
        {
            throw RequestException.Bad($"Expected a class from 0 to 9, got {digit}.");
        }
    }

    // The library's own sentence, without the parameter's name that .NET appends.
    private static T Checked<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException exception)
        {
            throw RequestException.Bad(exception.Message.Split(" (Parameter '")[0]);
        }
    }
}
