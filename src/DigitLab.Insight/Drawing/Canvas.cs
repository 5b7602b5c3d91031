using System.Globalization;
using System.Net;
using System.Text;
using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>Writes one SVG, element by element. Nothing in it has an id, so that many may stand in one page.</summary>
/// <param name="width">The drawing's width, in its own units.</param>
internal sealed class Canvas(double width)
{
    private readonly StringBuilder _body = new();

    /// <summary>The drawing's width.</summary>
    internal double Width => width;

    internal void Line(double x1, double y1, double x2, double y2, string style) =>
        Append($"<line class=\"{style}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");

    internal void Text(double x, double baseline, string text, string style, TextAnchor anchor = TextAnchor.Start)
    {
        string attribute = anchor switch { TextAnchor.Middle => " text-anchor=\"middle\"", TextAnchor.End => " text-anchor=\"end\"", _ => "" };
        Append($"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(baseline)}\"{attribute}>{Escape(text)}</text>");
    }

    /// <summary>A number in a cell, of a size that fits there.</summary>
    internal void Number(double x, double baseline, string text, string style, double size) =>
        Append($"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(baseline)}\" text-anchor=\"middle\" font-size=\"{N(size)}\" pointer-events=\"none\">{Escape(text)}</text>");

    internal void Rect(Box box, string style, string? attributes = null, string? tooltip = null) =>
        Element("rect", $"class=\"{style}\" {Place(box)}{Spaced(attributes)}", tooltip);

    internal void Path(string data, string style, string? attributes = null, string? tooltip = null) =>
        Element("path", $"class=\"{style}\" d=\"{data}\"{Spaced(attributes)}", tooltip);

    /// <summary>A point's mark; series after series has another shape, so that colour is not all that tells them apart.</summary>
    internal void Mark(double x, double y, int series, double radius, string? tooltip = null)
    {
        double r = radius;
        string data = (series % 5) switch
        {
            0 => $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0z",
            1 => $"M{N(x - (0.9 * r))} {N(y - (0.9 * r))}h{N(1.8 * r)}v{N(1.8 * r)}h{N(-1.8 * r)}z",
            2 => $"M{N(x)} {N(y - (1.2 * r))}L{N(x + (1.1 * r))} {N(y + (0.8 * r))}H{N(x - (1.1 * r))}z",
            3 => $"M{N(x)} {N(y - (1.3 * r))}L{N(x + (1.3 * r))} {N(y)}L{N(x)} {N(y + (1.3 * r))}L{N(x - (1.3 * r))} {N(y)}z",
            _ => $"M{N(x)} {N(y + (1.2 * r))}L{N(x + (1.1 * r))} {N(y - (0.8 * r))}H{N(x - (1.1 * r))}z",
        };
        Path(data, $"dl-fill dl-{series % Palette.Series.Count}", null, tooltip);
    }

    /// <summary>A picture whose pixels stay sharp squares, unless it is finer than the screen and smooth.</summary>
    internal void Picture(Box box, ColorImage picture, string? tooltip = null, bool isSmooth = false) =>
        Element("image", $"{(isSmooth ? "" : "class=\"dl-picture\" ")}{Place(box)} preserveAspectRatio=\"none\" href=\"data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(picture))}\"", tooltip);

    /// <summary>Starts a part outside which nothing shows; what is drawn in it keeps its coordinates.</summary>
    internal void OpenWindow(Box box) => Append($"<svg {Place(box)} viewBox=\"{N(box.X)} {N(box.Y)} {N(box.Width)} {N(box.Height)}\">");

    /// <summary>Ends the part.</summary>
    internal void CloseWindow() => Append("</svg>");

    /// <summary>The whole SVG.</summary>
    /// <param name="height">The drawing's height.</param>
    /// <param name="description">What a reader that does not see is told.</param>
    internal string Finish(double height, string description) =>
        $"""<svg class="dl-figure" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {N(width)} {N(height)}" role="img" aria-label="{Escape(description)}">"""
        + $"\n<style>{FigureStyle.Css}</style>\n<rect class=\"dl-ground\" width=\"{N(width)}\" height=\"{N(height)}\"/>\n{_body}</svg>\n";

    /// <summary>A coordinate, to a hundredth.</summary>
    internal static string N(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);   // + 0: no "-0"

    private static string Place(Box box) => $"x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\"";

    private static string Spaced(string? attributes) => attributes is null ? "" : $" {attributes}";

    // XML knows no control characters, not even escaped.
    private static string Escape(string text) => WebUtility.HtmlEncode(new string([.. text.Where(c => !char.IsControl(c))]));

    private void Element(string name, string attributes, string? tooltip) =>
        Append(tooltip is null ? $"<{name} {attributes}/>" : $"<{name} {attributes}><title>{Escape(tooltip)}</title></{name}>");

    private void Append(string element) => _body.Append(element).Append('\n');
}
