using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>Pictures in rows, each with a caption.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Tiles">The pictures; at least one.</param>
/// <param name="Columns">Pictures of a row; at least 1.</param>
public sealed record ImageGrid(string Title, IReadOnlyList<Tile> Tiles, int Columns) : Figure(Title)
{
    private const double Gap = 8;
    private const double LargestTile = 112;
    private const double CaptionLine = FigureStyle.SmallSize + 3;
    private const int MostCaptionLines = 3;

    /// <inheritdoc/>
    public override string ToCsv()
    {
        var table = new CsvWriter("picture", "caption", "row", "column", "value");
        for (int t = 0; t < Tiles.Count; t++)
        {
            Tile tile = Tiles[t];
            for (int i = 0; i < tile.Picture.Width * tile.Picture.Height; i++)
            {
                (int row, int column) = Math.DivRem(i, tile.Picture.Width);
                table.AddRow(t, tile.Caption, row, column, tile.Values is { } values ? values[i] : tile.Picture[column, row].Luma);
            }
        }

        return table.ToString();
    }

    private protected override double Draw(Canvas canvas, double top)
    {
        if (Tiles.Count == 0 || Columns < 1)
        {
            throw new ArgumentException($"{Title}: expected at least one picture and one column, got {Tiles.Count} and {Columns}.");
        }

        int columns = Math.Min(Columns, Tiles.Count);
        double width = Math.Min(LargestTile, ((canvas.Width - (2 * Figure.Margin) + Gap) / columns) - Gap);
        for (int first = 0; first < Tiles.Count; first += columns)
        {
            Tile[] row = [.. Tiles.Skip(first).Take(columns)];
            IReadOnlyList<string>[] captions = [.. row.Select(tile => Lines(tile.Caption, width))];
            double height = row.Max(tile => HeightOf(tile, width));
            for (int i = 0; i < row.Length; i++)
            {
                double left = Figure.Margin + (i * (width + Gap)), below = top + height + FigureStyle.SmallSize + 2;
                var box = new Box(left, top, width, HeightOf(row[i], width));
                canvas.Picture(box, row[i].Picture, row[i].Tooltip ?? row[i].Caption);
                canvas.Rect(box, "dl-frame", "pointer-events=\"none\"");
                for (int line = 0; line < captions[i].Count; line++)
                {
                    canvas.Text(left + (width / 2), below + (line * CaptionLine), captions[i][line], "dl-small", TextAnchor.Middle);
                }
            }

            top += height + (captions.Max(lines => lines.Count) * CaptionLine) + Gap;
        }

        return top - Gap;
    }

    private static double HeightOf(Tile tile, double width) => width * tile.Picture.Height / tile.Picture.Width;

    // The last line says that something is missing.
    private static IReadOnlyList<string> Lines(string caption, double width)
    {
        IReadOnlyList<string> lines = TextMetrics.Wrap(caption, FigureStyle.SmallSize, width);
        return lines.Count <= MostCaptionLines
            ? lines
            : [.. lines.Take(MostCaptionLines - 1), TextMetrics.Fit(string.Join(' ', lines.Skip(MostCaptionLines - 1)), FigureStyle.SmallSize, width)];
    }
}
