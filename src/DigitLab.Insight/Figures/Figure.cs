using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>A picture of numbers: an SVG that is drawn from its data alone, and the data themselves.</summary>
/// <remarks>
/// The SVG is 480 units wide and made to be read at 400 pixels and more. It follows the page's light or dark theme, needs nothing from
/// outside itself, and may stand in a page beside others. Marks have tooltips. The same data give the same bytes.
/// </remarks>
public abstract record Figure
{
    internal const double DrawingWidth = 480;
    internal const double Margin = 12;

    private protected Figure(string title) => Title = title ?? throw new ArgumentNullException(nameof(title));

    /// <summary>The style sheet that stands in every drawing, for pages that allow no other: a content security policy names its hash.</summary>
    public static string StyleSheet => FigureStyle.Css;

    /// <summary>The heading: what is seen.</summary>
    public string Title { get; }

    /// <summary>A line or two below the heading: what to see in it, or how it was measured; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>The drawing, as an SVG document that may also stand inside an HTML page.</summary>
    public string ToSvg()
    {
        var canvas = new Canvas(DrawingWidth);
        double bottom = Draw(canvas, Heading(canvas));
        return canvas.Finish(Math.Ceiling(bottom + Margin), Note.Length == 0 ? Title : $"{Title}. {Note}");
    }

    /// <summary>The numbers behind the drawing, as comma-separated values with a heading, in the invariant culture.</summary>
    public abstract string ToCsv();

    /// <summary>Writes the drawing into a file, whole or not at all, and its numbers beside it if they are wanted.</summary>
    /// <param name="path">The SVG file.</param>
    /// <param name="withCsv">Whether to write <c>NAME.csv</c> beside it.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(string path, bool withCsv = false)
    {
        AtomicFile.WriteText(path, ToSvg());
        if (withCsv)
        {
            AtomicFile.WriteText(Path.ChangeExtension(path, ".csv"), ToCsv());
        }
    }

    /// <summary>Draws all below the heading.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="top">The heading's end.</param>
    /// <returns>Where the drawing ends.</returns>
    private protected abstract double Draw(Canvas canvas, double top);

    private double Heading(Canvas canvas)
    {
        double y = Margin, width = DrawingWidth - (2 * Margin);
        foreach (string line in TextMetrics.Wrap(Title, 1.08 * FigureStyle.TitleSize, width))   // bold letters are wider
        {
            canvas.Text(Margin, y + FigureStyle.TitleSize - 2, line, "dl-title");
            y += FigureStyle.TitleSize + 4;
        }

        foreach (string line in TextMetrics.Wrap(Note, FigureStyle.SmallSize, width))
        {
            canvas.Text(Margin, y + FigureStyle.SmallSize - 1, line, "dl-small dl-muted");
            y += FigureStyle.SmallSize + 4;
        }

        return y + 2;
    }
}
