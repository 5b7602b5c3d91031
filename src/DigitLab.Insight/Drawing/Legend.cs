namespace DigitLab.Insight;

/// <summary>Names beside their marks, in as many lines as they need.</summary>
internal static class Legend
{
    private const double MarkWidth = 22;
    private const double Gap = 14;
    private const double LineHeight = 18;

    /// <summary>Draws the legend, unless there is nothing to tell apart.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="top">Where it may begin.</param>
    /// <param name="names">One for each series.</param>
    /// <param name="drawMark">Draws a series' mark between two places at a height.</param>
    /// <returns>Where it ends.</returns>
    internal static double Draw(Canvas canvas, double top, IReadOnlyList<string> names, Action<int, double, double, double> drawMark)
    {
        if (names.Count < 2)
        {
            return top;
        }

        double x = Figure.Margin, right = canvas.Width - Figure.Margin;
        for (int i = 0; i < names.Count; i++)
        {
            string name = TextMetrics.Fit(names[i], FigureStyle.TextSize, right - Figure.Margin - MarkWidth);
            double width = MarkWidth + TextMetrics.Width(name, FigureStyle.TextSize);
            if (x > Figure.Margin && x + width > right)
            {
                (x, top) = (Figure.Margin, top + LineHeight);
            }

            drawMark(i, x, x + MarkWidth - 6, top + (LineHeight / 2));
            canvas.Text(x + MarkWidth, top + (LineHeight / 2) + (0.35 * FigureStyle.TextSize), name, "dl-text");
            x += width + Gap;
        }

        return top + LineHeight + 6;
    }
}
