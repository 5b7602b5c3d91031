using DigitLab.Insight;

namespace DigitLab.Web;

/// <summary>A figure.</summary>
/// <param name="Name">What it shows, as a short name.</param>
/// <param name="Svg">The drawing, which needs nothing from elsewhere.</param>
internal sealed record FigureAnswer(string Name, string Svg)
{
    internal static FigureAnswer Of(string name, Figure figure) => new(name, figure.ToSvg());
}
