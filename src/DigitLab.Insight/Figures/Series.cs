namespace DigitLab.Insight;

/// <summary>Points that belong together, with a name in the legend.</summary>
/// <param name="Name">What the legend says; where there is one series only, no legend is drawn.</param>
/// <param name="Points">In the order in which a line joins them.</param>
/// <param name="Color">Its number in <see cref="Palette.Series"/>; its place among the series if null.</param>
/// <param name="IsDashed">Whether its line is dashed, as for a second quantity of the same thing.</param>
public sealed record Series(string Name, IReadOnlyList<FigurePoint> Points, int? Color = null, bool IsDashed = false)
{
    /// <summary>A series of numbers at 1, 2, 3, …</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="values">One for each place.</param>
    public static Series Of(string name, IEnumerable<double> values) => new(name, [.. values.Select((value, i) => new FigurePoint(i + 1, value))]);
}
