using DigitLab.Data;
using DigitLab.Neural;
using static System.FormattableString;

namespace DigitLab.Insight;

/// <summary>A network's layers as boxes from above to below, each with its output's shape and its number of weights.</summary>
/// <remarks>The bar behind a layer's number of weights is as long as its share of all.</remarks>
/// <param name="Title">The heading.</param>
/// <param name="Layers">First to last.</param>
public sealed record ModelDiagram(string Title, IReadOnlyList<ModelDiagram.Box> Layers) : Figure(Title)
{
    private const double RowHeight = 34;
    private const double RowGap = 10;
    private const double NameWidth = 250;
    private const double ShapeWidth = 104;

    /// <summary>One layer.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What it is and its settings.</param>
    /// <param name="Output">Its output's shape for one digit.</param>
    /// <param name="Parameters">How many weights it has.</param>
    public sealed record Box(string Name, string Kind, string Output, int Parameters);

    /// <summary>The diagram of a network.</summary>
    public static ModelDiagram Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var boxes = new List<Box> { new("input", "a digit", $"{network.InputShape}", 0) };
        Shape shape = network.InputShape.WithBatch(1);
        foreach (Layer layer in network.Body.Children)
        {
            shape = layer.OutputShape(shape);
            boxes.Add(new Box(layer.Name, WithoutCount($"{layer}"), $"{shape.WithoutBatch()}", layer.ParameterCount));
        }

        return new ModelDiagram(Invariant($"{network.Name}: {network.ParameterCount:N0} weights"), boxes);
    }

    /// <inheritdoc/>
    public override string ToCsv()
    {
        var table = new CsvWriter("layer", "kind", "output", "parameters");
        foreach (Box layer in Layers)
        {
            table.AddRow(layer.Name, layer.Kind, layer.Output, layer.Parameters);
        }

        return table.ToString();
    }

    private protected override double Draw(Canvas canvas, double top)
    {
        int all = Math.Max(1, Layers.Sum(layer => layer.Parameters));
        double right = canvas.Width - Margin, count = Margin + NameWidth + ShapeWidth;
        canvas.Text(Margin + NameWidth + 8, top + FigureStyle.SmallSize, "output", "dl-small dl-muted");
        canvas.Text(right, top + FigureStyle.SmallSize, "weights", "dl-small dl-muted", TextAnchor.End);
        top += FigureStyle.SmallSize + 8;
        for (int i = 0; i < Layers.Count; i++)
        {
            Box layer = Layers[i];
            double y = top + (i * (RowHeight + RowGap)), middle = y + (RowHeight / 2), baseline = middle + (0.35 * FigureStyle.TextSize);
            if (i > 0)
            {
                double x = Margin + (NameWidth / 2);
                canvas.Path($"M{Canvas.N(x)} {Canvas.N(y - RowGap)}V{Canvas.N(y)}", "dl-range");
            }

            canvas.Rect(new Insight.Box(Margin, y, NameWidth, RowHeight), "dl-box", "rx=\"5\"", Invariant($"{layer.Name}: {layer.Kind}, output {layer.Output}, {layer.Parameters:N0} weights"));
            canvas.Text(Margin + 8, y + 14, TextMetrics.Fit(layer.Name, FigureStyle.TextSize, NameWidth - 16), "dl-text");
            canvas.Text(Margin + 8, y + 28, TextMetrics.Fit(layer.Kind, FigureStyle.SmallSize, NameWidth - 16), "dl-small dl-muted");
            canvas.Text(Margin + NameWidth + 8, baseline, TextMetrics.Fit(layer.Output, FigureStyle.TextSize, ShapeWidth - 12), "dl-text");
            if (layer.Parameters > 0)
            {
                canvas.Text(right, baseline - 3, Invariant($"{layer.Parameters:N0}"), "dl-text", TextAnchor.End);
                double length = (right - count) * layer.Parameters / all;
                canvas.Rect(new Insight.Box(right - length, baseline + 2, length, 4), "dl-fill dl-0");
            }
        }

        return top + (Layers.Count * (RowHeight + RowGap)) - RowGap;
    }

    // The number of weights has a place of its own.
    private static string WithoutCount(string line)
    {
        int comma = line.LastIndexOf(", ", StringComparison.Ordinal);
        return comma > 0 && line.EndsWith(" weights", StringComparison.Ordinal) ? line[..comma] : line;
    }
}
