using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>The points of several series as one long table, a row a point.</summary>
internal static class SeriesTable
{
    internal static string Of(Axis x, Axis y, IReadOnlyList<Series> all)
    {
        bool hasSpread = all.Any(series => series.Points.Any(point => point.Low is not null || point.High is not null));
        bool hasNotes = all.Any(series => series.Points.Any(point => point.Note is not null));
        var table = new CsvWriter(["series", x.Column, y.Column, .. hasSpread ? ["low", "high"] : Array.Empty<string>(), .. hasNotes ? ["note"] : Array.Empty<string>()]);
        foreach (Series series in all)
        {
            foreach (FigurePoint point in series.Points)
            {
                object?[] spread = hasSpread ? [point.Low, point.High] : [], note = hasNotes ? [point.Note] : [];
                table.AddRow([series.Name, point.X, point.Y, .. spread, .. note]);
            }
        }

        return table.ToString();
    }
}
