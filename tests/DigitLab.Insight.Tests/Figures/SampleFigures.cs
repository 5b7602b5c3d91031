namespace DigitLab.Insight.Tests.Figures;

/// <summary>One figure of each kind, with the difficulties that real ones have: long names, many labels, gaps, spreads, extremes.</summary>
internal static class SampleFigures
{
    internal static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>
    {
        ["lines"] = new LineChart(
            "Accuracy of lenet5 in training, and on the validation digits",
            new Axis("epoch", IsWhole: true),
            new Axis("accuracy", "%"),
            Series.Of("training", [84.33, 97.29, 98.5, 99.31, 99.72]),
            Series.Of("validation digits", [97.62, 98.3, 98.84, double.NaN, 99.08]) with { IsDashed = true })
        {
            Note = "A gap is left where nothing was measured; a note may need more than one line, which is broken between words.",
        },
        ["bands"] = new LineChart(
            "Loss, mean and deviation of five seeds",
            new Axis("step", IsWhole: true),
            new Axis("loss", Scale: AxisScale.Logarithmic),
            Enumerable.Range(0, 3).Select(s => new Series(
                $"lenet5-modified28, rate 0.00{s + 1}",
                [.. Enumerable.Range(1, 100).Select(i => new FigurePoint(i * 43, Math.Exp(-i * (s + 1) / 40.0), Math.Exp(-i * (s + 1) / 40.0) * 0.8, Math.Exp(-i * (s + 1) / 40.0) * 1.25))])).ToArray()),
        ["diagonal"] = new LineChart("Reliability", new Axis("confidence", Min: 0, Max: 1), new Axis("accuracy", Min: 0, Max: 1), Series.Of("", [0.2]) with { Points = [new(0.15, 0.2), new(0.5, 0.4), new(0.95, 0.97)] })
        {
            Reference = (new FigurePoint(0, 0), new FigurePoint(1, 1)),
        },
        ["scatter"] = new ScatterPlot(
            "Accuracy against size",
            new Axis("parameters", Scale: AxisScale.Logarithmic),
            new Axis("error", "%"),
            new Series("zoo", [new(7850, 7.4, 7.2, 7.6, "softmax"), new(61706, 0.98, 0.9, 1.06, "lenet5"), new(1_400_000, 0.42, 0.38, 0.46, "m3")]),
            new Series("peers", [new(20_000, 1.4), new(500_000, 0.6)])),
        ["clouds"] = new ScatterPlot(
            "Four thousand points",
            new Axis(""),
            new Axis(""),
            Enumerable.Range(0, 10).Select(c => new Series($"{c}", [.. Enumerable.Range(0, 400).Select(i => new FigurePoint(Math.Cos(c) * 3 + Math.Cos(i * 2.4) * Math.Sqrt(i) / 12, Math.Sin(c) * 3 + Math.Sin(i * 2.4) * Math.Sqrt(i) / 12))])).ToArray()),
        ["bars"] = new BarChart("Digits of each class", "digit", [.. Enumerable.Range(0, 10).Select(i => $"{i}")], new Axis("digits"), BarSeries.Of("training", [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]), BarSeries.Of("test", [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])),
        ["lying"] = new BarChart(
            "Inference beside ONNX Runtime", "network", ["lenet5", "lenet5-modified28, two threads, batch 64", "cnn9975"], new Axis("ratio", "×"),
            new BarSeries("DigitLab", [new(1.3, 1.2, 1.4), new(0.96, 0.9, 1), new(1.41)]), BarSeries.Of("ONNX Runtime", [1, 1, 1])),
        ["signed"] = new BarChart("Changes, some below 0", "layer", ["conv1", "conv2", "dense1"], new Axis("change", "%"), BarSeries.Of("", [-3.2, 1.5, 0])),
        ["histogram"] = Histogram.Of("Ink per digit", new Axis("ink", "% of white"), [.. Enumerable.Range(0, 2000).Select(i => 10 + 3 * Math.Sin(i * 1.7) + 4 * Math.Cos(i * 0.3) + i % 7)]),
        ["logHistogram"] = new Histogram("Pixels", new Axis("gray level"), 0, 16, [37_000_000, 400_000, 100, 2, 0, 90_000, 100_000, 110_000, 1, 1000, 20_000, 30_000, 40_000, 90_000, 500_000, 6_000_000]) { Amount = new Axis("pixels", Scale: AxisScale.Logarithmic) },
        ["confusion"] = new HeatMap(
            "Confusion matrix", "is", Digits, "read as", Digits,
            [.. Enumerable.Range(0, 10).Select(r => (IReadOnlyList<double>)[.. Enumerable.Range(0, 10).Select(c => r == c ? 980.0 + r : (r * 7 + c * 3) % 11)])])
        {
            IsDiagonalPlain = true,
        },
        ["signedHeat"] = new HeatMap(
            "Correlation of settings with accuracy", "setting", ["learning rate", "weight decay", "a setting with a name that is too long"], "measure", ["accuracy", "loss", "time"],
            [[0.82, -0.5, 0.01], [-1, 0.699, -0.701], [double.NaN, 0, 0.25]])
        {
            Note = "Blue below 0, red above.",
        },
        ["images"] = new ImageGrid(
            "Signed pictures and gray ones",
            [.. Enumerable.Range(0, 9).Select(t => Tile.Of([.. Enumerable.Range(0, 49).Select(i => MathF.Sin(i * 0.3f * t))], 7, 7, t == 4 ? "4 read as 9, sure to 99.8%, and a longer story that must be cut" : $"map {t}"))],
            5),
    };

    private static string[] Digits => [.. Enumerable.Range(0, 10).Select(i => $"{i}")];
}
