using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DigitLab.Web;

/// <summary>Looking at the data.</summary>
internal static class DigitEndpoints
{
    private const int MostOfPage = 240;

    internal static void Map(IEndpointRouteBuilder lab)
    {
        lab.MapGet("/api/digits", Browse).WithSummary("Digits by class and order, some at a time.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        lab.MapGet("/api/digits/{set}/{index:int}", One).WithSummary("One digit.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        lab.MapGet("/api/statistics", Statistics).RequireRateLimiting(RequestLimits.Long).WithSummary("What the digits of a set are like.").Refuses(StatusCodes.Status400BadRequest);
        lab.MapGet("/api/map", (DigitMap map) => TypedResults.Ok(map.Look())).WithSummary("The test digits as t-SNE lays them in the plane; made when first asked for.").Refuses(StatusCodes.Status409Conflict);
    }

    private static Ok<DigitPage> Browse(
        DigitShelf shelf, ReadingShelf readings, ModelShelf models, DigitSet set = DigitSet.Test, int? @class = null, DigitOrder order = DigitOrder.Index, int from = 0, int count = 60, string? model = null)
    {
        if (@class is < 0 or >= DigitDataset.Classes || from < 0 || count is < 1 or > MostOfPage)
        {
            throw RequestException.Bad($"Expected a class from 0 to 9, a start from 0 and a count from 1 to {MostOfPage}, got {@class}, {from} and {count}.");
        }

        DigitDataset digits = shelf.Of(set);
        DigitReadings? read = order == DigitOrder.Index ? null : readings.Of(models.Find(model), set);
        IEnumerable<int> places = order switch
        {
            DigitOrder.Hardest => Enumerable.Range(0, digits.Count).OrderBy(i => read!.ProbabilitiesOf(i)[digits.Label(i)]),
            DigitOrder.Misread => read!.Errors,
            _ => Enumerable.Range(0, digits.Count),
        };
        int[] found = [.. places.Where(i => @class is null || digits.Label(i) == @class)];
        return TypedResults.Ok(new DigitPage(digits.Name, digits.IsSynthetic, digits.Count, found.Length, from, [.. found.Skip(from).Take(count).Select(i => Answer(digits, i, read))]));
    }

    private static Ok<DigitAnswer> One(DigitSet set, int index, DigitShelf shelf) => TypedResults.Ok(Answer(shelf.Of(set, index), index, null));

    private static Ok<StatisticsAnswer> Statistics(DigitShelf shelf, DigitSet set = DigitSet.Training)
    {
        DigitStatistics statistics = shelf.StatisticsOf(set);
        return TypedResults.Ok(new StatisticsAnswer(
            $"{statistics.Digits.Name}: {statistics.Digits.Count:N0} digits of {statistics.Digits.Height}×{statistics.Digits.Width} pixels; the classes’ balance is {statistics.Balance:F4}, where 1 is perfectly even.",
            [
                FigureAnswer.Of("means", StatisticsReport.Means(statistics)),
                FigureAnswer.Of("deviations", StatisticsReport.Deviations(statistics)),
                FigureAnswer.Of("counts", new BarChart("Digits of each class", "digit", [.. statistics.Classes.Select(each => $"{each.Digit}")], new Axis("digits"), BarSeries.Of("", statistics.Classes.Select(each => (double)each.Count)))),
                FigureAnswer.Of("gray-levels", StatisticsReport.GrayLevels(statistics)),
                FigureAnswer.Of("ink", StatisticsReport.Ink(statistics)),
            ]));
    }

    private static DigitAnswer Answer(DigitDataset digits, int index, DigitReadings? read) => new(
        index,
        digits.Label(index),
        PictureData.Of(new GrayImage(digits.Width, digits.Height, digits.Image(index))),
        read?.ReadingOf(index),
        read?.ConfidenceOf(index));
}
