namespace DigitLab.Insight;

/// <summary>Bars of one colour, one for each category.</summary>
/// <param name="Name">What the legend says; where there is one series only, no legend is drawn.</param>
/// <param name="Bars">In the categories' order.</param>
public sealed record BarSeries(string Name, IReadOnlyList<Bar> Bars)
{
    /// <summary>Bars without spread.</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="values">In the categories' order.</param>
    public static BarSeries Of(string name, IEnumerable<double> values) => new(name, [.. values.Select(value => new Bar(value))]);
}
