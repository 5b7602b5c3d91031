namespace DigitLab.Insight;

/// <summary>What one direction of a figure means.</summary>
/// <param name="Title">The quantity: <c>loss</c>.</param>
/// <param name="Unit">What it is counted in: <c>%</c>, <c>ms</c>; empty for a pure number.</param>
/// <param name="Scale">Linear or logarithmic.</param>
/// <param name="Min">Where the axis begins; from the data if null.</param>
/// <param name="Max">Where the axis ends; from the data if null.</param>
/// <param name="IsWhole">Whether only whole numbers make sense, as for epochs.</param>
public sealed record Axis(string Title, string Unit = "", AxisScale Scale = AxisScale.Linear, double? Min = null, double? Max = null, bool IsWhole = false)
{
    /// <summary>Title and unit: <c>accuracy (%)</c>.</summary>
    public string Label => Unit.Length == 0 ? Title : $"{Title} ({Unit})";

    /// <summary>The axis as a CSV column's name: <c>accuracy_%</c>.</summary>
    internal string Column => (Unit.Length == 0 ? Title : $"{Title}_{Unit}").Replace(' ', '_');
}
