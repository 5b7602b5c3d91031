using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DigitLab.Web;

/// <summary>Experiments, and models beside each other.</summary>
internal static class ComparisonEndpoints
{
    private const int MostShown = 24;

    internal static void Map(IEndpointRouteBuilder lab)
    {
        lab.MapGet("/api/experiments", (WebLabSettings settings) => TypedResults.Ok(Names(settings))).WithSummary("The experiments' names.");
        lab.MapGet("/api/experiments/{name}", Experiment).WithSummary("An experiment's table and plots, as it stands.").Refuses(StatusCodes.Status404NotFound);
        lab.MapGet("/api/compare", Compare).RequireRateLimiting(RequestLimits.Long).WithSummary("Two models on the test digits.").Refuses(StatusCodes.Status404NotFound);
    }

    private static string[] Names(WebLabSettings settings) =>
        [.. RunNames.In(settings.RunsFolder).Where(name => ExperimentFolder.IsThere(Path.Combine(settings.RunsFolder, name)))];

    private static Ok<ExperimentAnswer> Experiment(string name, WebLabSettings settings)
    {
        if (!Names(settings).Contains(name))
        {
            throw RequestException.NotThere("There is no experiment of that name: /api/experiments lists them.");
        }

        ExperimentFolder folder = ExperimentFolder.Open(Path.Combine(settings.RunsFolder, name));
        ExperimentTable table = ExperimentTable.Of(folder, ExperimentStatus.Of(folder, new ExperimentReader(folder).Read()));
        TableCells cells = TableCells.Of(table);
        return TypedResults.Ok(new ExperimentAnswer(
            name,
            table.Name,
            table.Description,
            TableSentences.Result(table),
            cells.Headings,
            cells.Rows,
            cells.FirstNumber,
            [.. TableSentences.Origin(table)],
            [.. InfluenceFigures.Of(table).Select((figure, i) => FigureAnswer.Of($"influence-{i + 1}", figure))]));
    }

    private static Ok<ComparisonAnswer> Compare(string first, string second, ModelShelf models, ReadingShelf readings)
    {
        DigitReadings one = readings.Of(models.Find(first), DigitSet.Test), other = readings.Of(models.Find(second), DigitSet.Test);
        var test = McNemarTest.Of(one.Errors, other.Errors);
        string verdict = $"{test.OnlyFirst} {Digits(test.OnlyFirst)} misread by the first alone, {test.OnlySecond} by the second alone: {ScoreText.OfSignificance(test.P)} by McNemar’s test, so "
            + (test.P < 0.05 ? "the difference is more than chance." : "chance alone may make such a difference.");
        return TypedResults.Ok(new ComparisonAnswer(Sentence(first, one), Sentence(second, other), verdict, Only(one, other), Only(other, one)));
    }

    private static string Digits(int count) => count == 1 ? "digit is" : "digits are";

    private static string Sentence(string name, DigitReadings readings)
    {
        int right = readings.Digits.Count - readings.Errors.Count;
        var interval = WilsonInterval.Of(right, readings.Digits.Count);
        return $"{name}: {100 * readings.Accuracy:F2}% of {readings.Digits.Name}, {readings.Errors.Count:N0} errors in {readings.Digits.Count:N0} (95% interval {100 * interval.Low:F2}–{100 * interval.High:F2}%)";
    }

    private static DigitAnswer[] Only(DigitReadings readings, DigitReadings other)
    {
        DigitDataset digits = readings.Digits;
        return [.. readings.Errors.Except(other.Errors).Take(MostShown).Select(i => new DigitAnswer(
            i, digits.Label(i), PictureData.Of(new GrayImage(digits.Width, digits.Height, digits.Image(i))), readings.ReadingOf(i), readings.ConfidenceOf(i)))];
    }
}
