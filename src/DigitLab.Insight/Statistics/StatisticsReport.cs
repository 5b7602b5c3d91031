using DigitLab.Data;
using static System.FormattableString;

namespace DigitLab.Insight;

/// <summary>The statistics of digits as a page.</summary>
public static class StatisticsReport
{
    private const int InkIntervals = 40;

    /// <summary>A report about a training and a test set.</summary>
    /// <param name="training">The digits to learn from.</param>
    /// <param name="test">The digits to test on.</param>
    public static HtmlReport Of(DigitStatistics training, DigitStatistics test)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(test);
        DigitDataset digits = training.Digits;
        var report = new HtmlReport(
            $"{digits.Name} and {test.Digits.Name}: what the digits are like",
            Invariant($"{digits.Count:N0} digits to learn from and {test.Digits.Count:N0} to test on, {digits.Height}×{digits.Width} pixels each. ")
            + Invariant($"The classes' balance is {training.Balance:F4} and {test.Balance:F4}, where 1 is perfectly even."));
        report.AddHeading("How many");
        string[] classes = [.. training.Classes.Select(each => $"{each.Digit}")];
        report.AddFigure("counts", new BarChart(
            "Digits of each class", "digit", classes, new Axis("digits"), BarSeries.Of("training", training.Classes.Select(each => (double)each.Count)), BarSeries.Of("test", test.Classes.Select(each => (double)each.Count))));
        report.AddFigure("shares", new BarChart(
            "Share of each class", "digit", classes, new Axis("share", "%"), BarSeries.Of("training", training.Classes.Select(each => 100.0 * each.Count / digits.Count)), BarSeries.Of("test", test.Classes.Select(each => 100.0 * each.Count / test.Digits.Count))));
        report.AddHeading("What they look like");
        report.AddFigure("means", Means(training));
        report.AddFigure("deviations", Deviations(training));
        report.AddFigure("gray-levels", GrayLevels(training));
        report.AddFigure("ink", Ink(training));
        report.AddFigure("ink-by-class", new BarChart("Mean ink of each class", "digit", classes, new Axis("ink", "% of white"), BarSeries.Of("", training.Classes.Select(each => each.InkPercent))));
        report.AddHeading("The most usual and the most unusual");
        report.AddText("Of each class the digits nearest to its mean picture, and those farthest from it: where labels are wrong or digits hard to read, it is there.");
        report.AddFigure("nearest", Extremes("Nearest to their class's mean", training, each => each.Nearest));
        report.AddFigure("farthest", Extremes("Farthest from their class's mean", training, each => each.Farthest));
        return report;
    }

    /// <summary>Adds what stands twice, or nearly.</summary>
    /// <param name="report">The report.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="duplicates">Pairs with the same pixels.</param>
    /// <param name="nearest">Pairs that look most alike.</param>
    public static void AddSimilar(HtmlReport report, DigitDataset digits, IReadOnlyList<SimilarPair> duplicates, IReadOnlyList<SimilarPair> nearest)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(duplicates);
        ArgumentNullException.ThrowIfNull(nearest);
        report.AddHeading("Twins");
        report.AddText(duplicates.Count switch
        {
            0 => Invariant($"No picture stands twice among these {digits.Count:N0}."),
            1 => Invariant($"One picture of these {digits.Count:N0} is a copy of another."),
            int count => Invariant($"{count:N0} pictures of these {digits.Count:N0} are copies of others."),
        });
        if (nearest.Count > 0)
        {
            report.AddFigure("twins", new ImageGrid(
                "The pairs that look most alike",
                [.. nearest.SelectMany(pair => new[] { DigitTile.Of(digits, pair.First, $"{digits.Label(pair.First)}"), DigitTile.Of(digits, pair.Second, Invariant($"{digits.Label(pair.Second)}, {pair.Distance:F2}")) })],
                6)
            {
                Note = "Two by two, with their labels and their distance; a single pixel from black to white is at distance 1.",
            });
        }
    }

    /// <summary>Adds the principal components.</summary>
    /// <param name="report">The report.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="components">Their components.</param>
    public static void AddComponents(HtmlReport report, DigitDataset digits, PrincipalComponents components)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(components);
        report.AddHeading("Principal components");
        double sum = 0;
        double[] explained = [.. components.Variances.Select(variance => 100 * (sum += variance) / components.TotalVariance)];
        report.AddText(Invariant($"The first {components.Variances.Count} directions hold {explained[^1]:F1}% of the pixels' variance, the first two {explained[Math.Min(1, explained.Length - 1)]:F1}%."));
        report.AddFigure("components", new ImageGrid(
            "The first directions",
            [.. components.Directions.Take(12).Select((direction, k) => Tile.Of([.. direction.Select(value => (float)value)], digits.Width, digits.Height, Invariant($"{100 * components.Variances[k] / components.TotalVariance:F1}%")))],
            6));
        report.AddFigure("explained", new LineChart("Variance explained", new Axis("directions", IsWhole: true), new Axis("variance", "%", Min: 0, Max: 100), Series.Of("", explained)));
        report.AddFigure("pca", Plane("The first two principal components", "", digits, components.Projected.First(2)));
    }

    /// <summary>Adds an embedding of the digits in the plane.</summary>
    /// <param name="report">The report.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="plane">Their places.</param>
    /// <param name="note">How it was made.</param>
    public static void AddEmbedding(HtmlReport report, DigitDataset digits, PointCloud plane, string note)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(digits);
        report.AddHeading("t-SNE");
        report.AddText("Digits that are neighbours among 784 pixels are neighbours in the plane. The axes mean nothing, nor do the gaps' widths.");
        report.AddFigure("tsne", Plane(Invariant($"t-SNE of {digits.Count:N0} digits"), note, digits, plane));
        report.AddPicture(ManifoldPicture.Of(digits, plane), "The same map with digits as marks: as many as have room.");
    }

    /// <summary>The mean picture of each class.</summary>
    public static ImageGrid Means(DigitStatistics statistics) => Maps("The mean of each class", statistics, each => each.Mean);

    /// <summary>The standard deviation of each class's pixels.</summary>
    public static ImageGrid Deviations(DigitStatistics statistics) => Maps("The standard deviation of each class", statistics, each => each.Deviation);

    /// <summary>How much of each picture is ink.</summary>
    public static Histogram Ink(DigitStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return Histogram.Of("Ink per digit", new Axis("ink", "% of white"), statistics.InkPercents, InkIntervals);
    }

    private static ScatterPlot Plane(string title, string note, DigitDataset digits, PointCloud plane) => new(
        title,
        new Axis(""),
        new Axis(""),
        [.. Enumerable.Range(0, DigitDataset.Classes).Select(digit => new Series(
            $"{digit}", [.. Enumerable.Range(0, digits.Count).Where(i => digits.Label(i) == digit).Select(i => new FigurePoint(plane[i][0], plane[i][1], Note: $"digit {i}"))]))])
    {
        Note = note,
    };

    private static ImageGrid Maps(string title, DigitStatistics statistics, Func<ClassStatistics, PixelMap> of)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new ImageGrid(title, [.. statistics.Classes.Select(each => new Tile(InkPicture.Of(of(each), 0, 1), $"{each.Digit}") { Values = of(each).Values })], 5);
    }

    /// <summary>How many pixels have each gray level. Black has more than all others together: counts are on a logarithmic axis.</summary>
    public static Histogram GrayLevels(DigitStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new Histogram("Gray levels of all pixels", new Axis("gray level", Min: 0, Max: 256), 0, 8, [.. statistics.PixelCounts.Chunk(8).Select(chunk => chunk.Sum())])
        {
            Amount = new Axis("pixels", Scale: AxisScale.Logarithmic),
        };
    }

    private static ImageGrid Extremes(string title, DigitStatistics statistics, Func<ClassStatistics, IReadOnlyList<int>> of)
    {
        DigitDataset digits = statistics.Digits;
        int columns = Math.Max(1, statistics.Classes.Max(each => of(each).Count));
        return new ImageGrid(title, [.. statistics.Classes.SelectMany(each => of(each).Select(i => DigitTile.Of(digits, i, "")))], columns) { Note = "A row for each class, 0 to 9." };
    }
}
