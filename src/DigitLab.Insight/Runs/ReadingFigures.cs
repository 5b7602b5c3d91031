using DigitLab.Data;
using static System.FormattableString;

namespace DigitLab.Insight;

/// <summary>How well a network reads, drawn.</summary>
public static class ReadingFigures
{
    private const int MostErrors = 40;

    /// <summary>Which digits were read as which others.</summary>
    public static HeatMap Confusion(DigitReadings readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        string[] classes = [.. Enumerable.Range(0, DigitDataset.Classes).Select(digit => $"{digit}")];
        return new HeatMap("Confusion matrix", "is", classes, "read as", classes, readings.Confusion)
        {
            IsDiagonalPlain = true,
            Note = "Framed: read right. Coloured: errors, on a scale of their own.",
        };
    }

    /// <summary>How often the network is right where it is so and so sure, with the expected calibration error.</summary>
    public static LineChart Reliability(DigitReadings readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        FigurePoint[] points = [.. readings.Reliability().Where(bin => bin.Count > 0).Select(bin => new FigurePoint(bin.Confidence, bin.Accuracy, Note: Invariant($"{bin.Count:N0} digits")))];
        return new LineChart("Reliability diagram", new Axis("confidence", Min: 0, Max: 1), new Axis("accuracy", Min: 0, Max: 1), new Series("", points))
        {
            Reference = (new FigurePoint(0, 0), new FigurePoint(1, 1)),
            Note = Invariant($"On the dotted line the network is as often right as it is sure. Expected calibration error {100 * readings.CalibrationError():F2}%; {points.Length} of 15 intervals hold digits."),
        };
    }

    /// <summary>The misread digits, those first of which the network was surest; null if there are none.</summary>
    public static ImageGrid? Errors(DigitReadings readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        return Sheet(readings, "The misread digits", MostErrors);
    }

    /// <summary>All misread digits, with the probability of what each was read as; null if there are none.</summary>
    /// <param name="readings">What was read.</param>
    /// <param name="title">The heading.</param>
    public static ImageGrid? AllErrors(DigitReadings readings, string title)
    {
        ArgumentNullException.ThrowIfNull(readings);
        return Sheet(readings, title, int.MaxValue) is not ImageGrid sheet ? null : sheet with
        {
            Tiles = [.. sheet.Tiles.Zip(readings.Errors, (tile, i) => tile with { Caption = Invariant($"{i}: {tile.Caption}, {100 * readings.ConfidenceOf(i):F0}%") })],
            Note = "Those first of which the network was surest: the digit's place, what it is, what it was read as, with which probability.",
        };
    }

    private static ImageGrid? Sheet(DigitReadings readings, string title, int most)
    {
        IReadOnlyList<int> errors = readings.Errors;
        if (errors.Count == 0)
        {
            return null;
        }

        DigitDataset digits = readings.Digits;
        Tile[] tiles = [.. errors.Take(most).Select(i => DigitTile.Of(digits, i, $"{digits.Label(i)} as {readings.ReadingOf(i)}") with
        {
            Tooltip = Invariant($"{digits.Name} {i}: a {digits.Label(i)}, read as {readings.ReadingOf(i)} with {100 * readings.ConfidenceOf(i):F1}%"),
        })];
        return new ImageGrid(title, tiles, 8)
        {
            Note = tiles.Length < errors.Count
                ? Invariant($"The {tiles.Length} of {errors.Count:N0} of which the network was surest: what it is, and what it was read as.")
                : "Those first of which the network was surest: what it is, and what it was read as.",
        };
    }
}
