using DigitLab.Data;
using static System.FormattableString;

namespace DigitLab.Insight;

/// <summary>An explanation as figures and as a page.</summary>
public static class ExplanationReport
{
    private const int MostMaps = 32;
    private const int MostFilters = 12;

    /// <summary>A report with all that follows from the digit and the network alone.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="source">What the digit is called: a file's name, or a place in a dataset.</param>
    public static HtmlReport Of(DigitExplanation explanation, string source)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        string read = Invariant($"{explanation.Read} ({100 * explanation.Probabilities[explanation.Read]:F1}%)");
        var report = new HtmlReport(
            $"Why {explanation.Network.Name} reads {source} as {explanation.Read}",
            $"The network {explanation.Network} reads the digit as {read}. The maps below show what in the picture speaks for {explanation.Explained}, in red, and what against it, in blue.");
        report.AddFigure("maps", Maps(explanation));
        report.AddFigure("probabilities", new BarChart("What the network reads", "digit", ClassNames(explanation), new Axis("probability", "%", Min: 0, Max: 100), BarSeries.Of("", explanation.Probabilities.Select(p => 100.0 * p))));
        AddTransformers(report, explanation);
        report.AddHeading("Layer by layer");
        report.AddText("What each layer makes of the digit: blue below 0, red above, all maps of a layer on one scale.");
        foreach (LayerActivation activation in explanation.Activations)
        {
            report.AddFigure($"layer-{activation.Name}", Activations(activation));
        }

        return report;
    }

    /// <summary>Adds the change that makes the network read another digit.</summary>
    public static void AddChange(HtmlReport report, SmallestChange change)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(change);
        report.AddHeading($"What would make it a {change.To}");
        report.AddText(Invariant($"A change of length {change.Length:F2} (a single pixel from black to white has length 1) makes the network read {change.To} in place of {change.From}. It is near the smallest such change."));
        report.AddFigure("change", new ImageGrid(
            $"From {change.From} to {change.To}",
            [
                new Tile(InkPicture.Of(change.Before, 0, 1), $"before: read as {change.From}") { Values = change.Before.Values },
                change.Difference.ToTile("the change, enlarged"),
                new Tile(InkPicture.Of(change.After, 0, 1), $"after: read as {change.To}") { Values = change.After.Values },
            ],
            3)
        {
            Note = "In the middle red is ink added, blue ink removed.",
        });
    }

    /// <summary>Adds the training digits that look most alike.</summary>
    public static void AddNearest(HtmlReport report, NearestDigits nearest, DigitDataset training)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(nearest);
        report.AddHeading("The nearest training digits");
        report.AddFigure("nearest", new ImageGrid(
            "Training digits that look most alike, pixel by pixel",
            [.. nearest.Digits.Select((digit, i) => DigitTile.Of(training, digit, Invariant($"{training.Label(digit)}, {nearest.Distances[i]:F2}")))],
            6)
        {
            Note = "Label and distance; a single pixel from black to white is at distance 1.",
        });
    }

    /// <summary>Adds, for the first filters of a layer, the digits that excite them most.</summary>
    public static void AddExciting(HtmlReport report, IReadOnlyList<ExcitingDigits> filters, DigitDataset digits, string layer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(filters);
        report.AddHeading($"What excites the filters of {layer}");
        report.AddText($"For each filter the digits of {digits.Name} with its largest activation, strongest first.");
        foreach (ExcitingDigits filter in filters.Take(MostFilters))
        {
            report.AddFigure($"exciting-{layer}-{filter.Filter}", new ImageGrid(
                $"{layer}, filter {filter.Filter}",
                [.. filter.Digits.Select((digit, i) => DigitTile.Of(digits, digit, $"{TickLabels.Exact(filter.Strengths[i])}"))],
                Math.Max(1, filter.Digits.Count)));
        }
    }

    /// <summary>Adds the pictures that excite the classes most.</summary>
    public static void AddClasses(HtmlReport report, IReadOnlyList<ExcitingPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(pictures);
        report.AddHeading("The purest digits");
        report.AddFigure("classes", new ImageGrid(
            "The picture that excites each class most",
            [.. pictures.Select(picture => new Tile(InkPicture.Of(picture.Ink, 0, 1), Invariant($"{picture.Digit}: {100 * picture.Probability:F1}%")) { Values = picture.Ink.Values })],
            5));
    }

    /// <summary>The digit, and over it the maps of what in it speaks for the explained class.</summary>
    /// <param name="explanation">The explanation.</param>
    public static ImageGrid Maps(DigitExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var tiles = new List<Tile> { Tile.Of(explanation.Digit, $"the digit, read as {explanation.Read}") };
        void Add(PixelMap? map, string caption)
        {
            if (map is not null)
            {
                tiles.Add(DigitOverlay.Of(explanation.Digit, map, caption));
            }
        }

        Add(explanation.ClassActivation, "class activation map");
        Add(explanation.GradCam, "Grad-CAM");
        Add(explanation.Saliency, "saliency");
        Add(explanation.Integrated.Map, "integrated gradients");
        Add(explanation.Occlusion, $"occlusion {OcclusionMap.UsualSide}×{OcclusionMap.UsualSide}");
        return new ImageGrid($"What speaks for {explanation.Explained}", tiles, 3)
        {
            Note = Invariant($"Each map on its own scale, symmetric about 0. Integrated gradients sum to {explanation.Integrated.Sum:F3} of a score difference of {explanation.Integrated.Difference:F3}."),
        };
    }

    /// <summary>What a spatial transformer did: the digit before, the net of places that it was read at, the digit after.</summary>
    /// <param name="transformed">What it did.</param>
    public static ImageGrid Transformer(TransformedDigit transformed)
    {
        ArgumentNullException.ThrowIfNull(transformed);
        return new ImageGrid(
            $"{transformed.Name}: before, grid, after",
            [
                new Tile(InkPicture.Of(transformed.Before), "before") { Values = transformed.Before.Values },
                SamplingGrid.Of(transformed, "where it was read"),
                new Tile(InkPicture.Of(transformed.After), "after") { Values = transformed.After.Values },
            ],
            3);
    }

    private static void AddTransformers(HtmlReport report, DigitExplanation explanation)
    {
        foreach (TransformedDigit transformed in explanation.Transformed)
        {
            report.AddHeading($"What {transformed.Name} did to it");
            report.AddText("The spatial transformer moves, turns and stretches the digit before the other layers see it. The net shows where it read the picture.");
            report.AddFigure($"transformer-{transformed.Name}", Transformer(transformed));
        }
    }

    /// <summary>What one layer makes of the digit: its first feature maps, or its row of numbers, folded, or it would be a line too thin to see.</summary>
    /// <param name="activation">The layer's output.</param>
    public static ImageGrid Activations(LayerActivation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        float reach = SignedColors.Reach([.. activation.Maps.SelectMany(map => map.Values)]);
        bool isRow = activation.Shape.Rank != 3;
        int shown = Math.Min(MostMaps, activation.Maps.Count);
        return new ImageGrid(
            $"{activation.Name}: {activation.Shape}",
            [.. activation.Maps.Take(shown).Select((map, i) => (isRow ? Folded(map) : map).ToTile("", reach) with { Tooltip = isRow ? activation.Name : $"{activation.Name}, map {i}" })],
            isRow ? 1 : 8)
        {
            Note = $"{activation.Title}{(shown < activation.Maps.Count ? $"; the first {shown} of {activation.Maps.Count} maps" : "")}",
        };
    }

    private static PixelMap Folded(PixelMap row)
    {
        int width = row.Width <= 16 ? row.Width : (int)Math.Ceiling(Math.Sqrt(row.Width)), height = (row.Width + width - 1) / width;
        float[] values = new float[width * height];
        row.Values.ToArray().CopyTo(values, 0);
        return new PixelMap(width, height, values);
    }

    private static string[] ClassNames(DigitExplanation explanation) => [.. explanation.Probabilities.Select((_, digit) => $"{digit}")];
}
