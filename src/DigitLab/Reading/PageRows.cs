namespace DigitLab;

/// <summary>Finds the rows in which signs stand on a page that may be tilted and seen from the side.</summary>
/// <remarks>
/// Each sign's nearest neighbour to the right tells a direction; their median is the page's tilt. Signs are linked to the neighbour that
/// lies on in that direction, chains of links that lie on one line become a row, and what is left alone joins the row it lies on.
/// </remarks>
internal sealed class PageRows
{
    private const double SteepestTilt = 0.47;   // 27 degrees, as a slope
    private const double Reach = 5;             // heights to the next sign of a row
    private const double Aside = 0.5;           // heights that a sign may lie off its row's line

    private readonly IReadOnlyList<SignPart> _signs;
    private readonly double _height;
    private readonly double _slope;

    private PageRows(IReadOnlyList<SignPart> signs, double height)
    {
        (_signs, _height) = (signs, height);
        _slope = Tilt();
    }

    /// <summary>The rows from the top, each from the left.</summary>
    internal static List<List<SignPart>> Of(IReadOnlyList<SignPart> signs, double height) => signs.Count == 0 ? [] : new PageRows(signs, height).Find();

    private double Tilt()
    {
        var slopes = new List<double>();
        foreach (SignPart sign in _signs)
        {
            SignPart? nearest = _signs
                .Where(other => other != sign && other.CenterX - sign.CenterX > 0.3 * _height
                    && Math.Abs(other.CenterY - sign.CenterY) < (SteepestTilt * (other.CenterX - sign.CenterX)) + (0.15 * _height))
                .Where(other => other.CenterX - sign.CenterX < Reach * _height)
                .MinBy(other => Square(other.CenterX - sign.CenterX) + (4 * Square(other.CenterY - sign.CenterY)));
            if (nearest is not null)
            {
                slopes.Add((nearest.CenterY - sign.CenterY) / (nearest.CenterX - sign.CenterX));
            }
        }

        slopes.Sort();
        return slopes.Count == 0 ? 0 : slopes[slopes.Count / 2];
    }

    private List<List<SignPart>> Find()
    {
        var rows = new List<List<SignPart>>();
        foreach (SignPart sign in _signs.OrderBy(sign => sign.CenterX))
        {
            List<SignPart>? best = null;
            double least = Aside * _height;
            foreach (List<SignPart> row in rows)
            {
                double off = Math.Abs(Expected(row, sign.CenterX) - sign.CenterY);
                SignPart last = row[^1];

                // A sign right above or below another does not share its row, however near the line is.
                bool isStacked = Math.Min(last.Box.Right, sign.Box.Right) - Math.Max(last.Box.X, sign.Box.X) > 0.6 * Math.Min(last.Box.Width, sign.Box.Width)
                    && Math.Abs(last.CenterY - sign.CenterY) > 0.75 * (last.Box.Height + sign.Box.Height) / 2;
                if (off < least && !isStacked)
                {
                    (best, least) = (row, off);
                }
            }

            if (best is null)
            {
                rows.Add(best = []);
            }

            best.Add(sign);
        }

        return [.. rows.OrderBy(row => row.Average(sign => sign.CenterY - (_slope * sign.CenterX)))];
    }

    // Where a row's line passes: through its last signs, in the page's direction, bent a little towards their own.
    private double Expected(List<SignPart> row, double x)
    {
        const int Last = 3;
        int first = Math.Max(0, row.Count - Last);
        double meanX = 0, meanY = 0;
        for (int i = first; i < row.Count; i++)
        {
            (meanX, meanY) = (meanX + (row[i].CenterX / (row.Count - first)), meanY + (row[i].CenterY / (row.Count - first)));
        }

        double slope = _slope;
        if (row.Count >= 4)
        {
            double own = (row[^1].CenterY - row[0].CenterY) / Math.Max(1, row[^1].CenterX - row[0].CenterX);
            slope = (0.5 * _slope) + (0.5 * Math.Clamp(own, _slope - 0.15, _slope + 0.15));
        }

        return meanY + (slope * (x - meanX));
    }

    private static double Square(double value) => value * value;
}
