using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>A table of numbers with coloured cells: the stronger the colour, the larger the number, on one scale symmetric about 0.</summary>
/// <param name="Title">The heading.</param>
/// <param name="RowTitle">What the rows are.</param>
/// <param name="Rows">The rows' names, from above.</param>
/// <param name="ColumnTitle">What the columns are.</param>
/// <param name="Columns">The columns' names.</param>
/// <param name="Values">A list of numbers for each row; NaN leaves a cell empty.</param>
public sealed record HeatMap(
    string Title, string RowTitle, IReadOnlyList<string> Rows, string ColumnTitle, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double>> Values) : Figure(Title)
{
    private const double LongestName = 150;
    private const double TallestCell = 36;
    private const double LeastCellForNumbers = 15;

    /// <summary>Whether the cells from the upper left to the lower right take no colour, so that what lies beside them shows: the errors of a confusion matrix.</summary>
    public bool IsDiagonalPlain { get; init; }

    /// <summary>How numbers are written, in .NET's notation; about four digits that count if null.</summary>
    public string? Format { get; init; }

    /// <inheritdoc/>
    public override string ToCsv()
    {
        var table = new CsvWriter([$"{RowTitle}/{ColumnTitle}".Replace(' ', '_'), .. Columns]);
        for (int r = 0; r < Rows.Count; r++)
        {
            table.AddRow([Rows[r], .. Values[r].Select(value => (object?)(double.IsNaN(value) ? null : value))]);
        }

        return table.ToString();
    }

    private protected override double Draw(Canvas canvas, double top)
    {
        RequireWhole();
        double names = Math.Min(LongestName, Rows.Max(name => TextMetrics.Width(name, FigureStyle.TextSize))) + 8;
        double left = Figure.Margin + names, width = (canvas.Width - left - Figure.Margin) / Columns.Count, height = Math.Min(width, TallestCell);
        top = PlotFrame.TitleUp(canvas, top, new Axis(RowTitle)) - 7;
        var area = new Box(left, top, width * Columns.Count, height * Rows.Count);
        double reach = Reach(), textSize = TextSizeFor(width, height);
        for (int r = 0; r < Rows.Count; r++)
        {
            double middle = area.Y + ((r + 0.5) * height);
            canvas.Text(left - 8, middle + (0.35 * FigureStyle.TextSize), TextMetrics.Fit(Rows[r], FigureStyle.TextSize, names - 8), "dl-text dl-muted", TextAnchor.End);
            for (int c = 0; c < Columns.Count; c++)
            {
                DrawCell(canvas, new Box(left + (c * width), area.Y + (r * height), width, height), r, c, reach, textSize);
            }
        }

        return PlotFrame.TitleAcross(canvas, area, DrawColumnNames(canvas, area, width), ColumnTitle);
    }

    private void DrawCell(Canvas canvas, Box box, int row, int column, double reach, double textSize)
    {
        double value = Values[row][column];
        bool isPlain = IsPlain(row, column);
        double opacity = isPlain || !double.IsFinite(value) || reach == 0 ? 0 : Math.Min(1, Math.Abs(value) / reach);
        string tooltip = $"{RowTitle} {Rows[row]}, {ColumnTitle} {Columns[column]}: {Written(value)}";
        canvas.Rect(box, value < 0 ? "dl-negative" : "dl-positive", $"fill-opacity=\"{Canvas.N(opacity)}\"", tooltip);
        canvas.Rect(new Box(box.X + 0.5, box.Y + 0.5, box.Width - 1, box.Height - 1), isPlain ? "dl-emphasis" : "dl-frame", "pointer-events=\"none\"");
        if (textSize > 0 && double.IsFinite(value))
        {
            string style = opacity >= Palette.StrongOpacity ? "dl-on-strong" : "dl-on-weak";
            canvas.Number(box.X + (box.Width / 2), box.Y + (box.Height / 2) + (0.35 * textSize), Written(value), style, textSize);
        }
    }

    // Side by side where they fit, else every second one, third one, …
    private double DrawColumnNames(Canvas canvas, Box area, double width)
    {
        double widest = Columns.Max(name => TextMetrics.Width(name, FigureStyle.TextSize)) + 4;
        int stride = Math.Max(1, (int)Math.Ceiling(widest / width));
        for (int c = 0; c < Columns.Count; c += stride)
        {
            canvas.Text(area.X + ((c + 0.5) * width), area.Bottom + 4 + FigureStyle.TextSize, TextMetrics.Fit(Columns[c], FigureStyle.TextSize, stride * width), "dl-text dl-muted", TextAnchor.Middle);
        }

        return area.Bottom + 6 + FigureStyle.TextSize;
    }

    // The size at which the longest number fits its cell; 0 where none would be readable.
    private double TextSizeFor(double width, double height)
    {
        double longest = Values.SelectMany(row => row).Where(double.IsFinite).Select(value => TextMetrics.Width(Written(value), 1)).DefaultIfEmpty(1).Max();
        double size = Math.Min(FigureStyle.TextSize, (width - 3) / longest);
        return height >= LeastCellForNumbers && size >= 9 ? size : 0;
    }

    private double Reach()
    {
        double reach = 0;
        for (int r = 0; r < Rows.Count; r++)
        {
            for (int c = 0; c < Columns.Count; c++)
            {
                reach = IsPlain(r, c) || !double.IsFinite(Values[r][c]) ? reach : Math.Max(reach, Math.Abs(Values[r][c]));
            }
        }

        return reach;
    }

    private bool IsPlain(int row, int column) => IsDiagonalPlain && row == column;

    private string Written(double value) => Format is null || !double.IsFinite(value)
        ? TickLabels.Exact(value)
        : value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');

    private void RequireWhole()
    {
        if (Rows.Count == 0 || Columns.Count == 0 || Values.Count != Rows.Count || Values.Any(row => row.Count != Columns.Count))
        {
            throw new ArgumentException(
                $"{Title}: expected {Rows.Count} rows of {Columns.Count} numbers, at least one of each, got rows of {string.Join(", ", Values.Select(row => row.Count))}.");
        }
    }
}
