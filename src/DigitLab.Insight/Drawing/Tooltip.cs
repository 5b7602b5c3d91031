namespace DigitLab.Insight;

/// <summary>What a mark says when the pointer rests on it.</summary>
internal static class Tooltip
{
    /// <summary>Series, both numbers with their axes' names, the spread and the note.</summary>
    internal static string Of(string series, Axis x, Axis y, FigurePoint point)
    {
        string spread = point is { Low: { } low, High: { } high } ? $" ({TickLabels.Exact(low)} to {TickLabels.Exact(high)})" : "";
        string note = point.Note is null ? "" : $", {point.Note}";
        return $"{(series.Length == 0 ? "" : $"{series}: ")}{Number(x, point.X)}, {Number(y, point.Y)}{spread}{note}";
    }

    /// <summary>A quantity with its unit.</summary>
    internal static string Number(Axis axis, double value) =>
        $"{(axis.Title.Length == 0 ? "" : $"{axis.Title} ")}{TickLabels.Exact(value)}{(axis.Unit.Length == 0 ? "" : $" {axis.Unit}")}";
}
