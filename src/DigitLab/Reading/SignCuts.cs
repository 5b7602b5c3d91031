using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Tries where a wide patch of ink could be several digits that touch: along lines that cross little ink.</summary>
internal static class SignCuts
{
    private const double LeastWidth = 0.75;      // of a digit's height: narrower patches are one digit
    private const double LeastSlice = 0.16;      // of a digit's height
    private const double MostInk = 0.45;         // of a digit's height, that a cut may cross
    private const int MostCuts = 10;
    private static readonly double[] Slants = [-0.35, 0, 0.35];   // to the right per row upwards

    /// <summary>The patch in slices from the left; itself when no cut is worth trying.</summary>
    internal static List<SignPart> Of(SignPart part, InkMap ink, double height)
    {
        if (part.Box.Width < LeastWidth * height)
        {
            return [part];
        }

        List<(double X, double Slant, double Cost)> cuts = BestCuts(part, ink, height);
        if (cuts.Count == 0)
        {
            return [part];
        }

        var slices = new List<int>[cuts.Count + 1];
        for (int i = 0; i < slices.Length; i++)
        {
            slices[i] = [];
        }

        double middle = part.CenterY;
        foreach (int pixel in part.Pixels)
        {
            (int y, int x) = Math.DivRem(pixel, ink.Width);
            int slice = 0;
            while (slice < cuts.Count && x >= cuts[slice].X + (cuts[slice].Slant * (middle - y)))
            {
                slice++;
            }

            slices[slice].Add(pixel);
        }

        List<int>[] filled = [.. slices.Where(slice => slice.Count > 0)];
        return [.. filled.Select((slice, i) => new SignPart(BoxOf(slice, ink.Width), [.. slice], IsLoose: i == 0))];
    }

    // For every column and slant the ink that a line there crosses; local minima, cheapest first, not too close to each other.
    private static List<(double X, double Slant, double Cost)> BestCuts(SignPart part, InkMap ink, double height)
    {
        PixelBox box = part.Box;
        var candidates = new List<(double X, double Slant, double Cost)>();
        foreach (double slant in Slants)
        {
            double[] crossed = new double[box.Width];
            foreach (int pixel in part.Pixels)
            {
                (int y, int x) = Math.DivRem(pixel, ink.Width);
                int column = (int)Math.Round(x - (slant * (part.CenterY - y))) - box.X;
                if (column >= 0 && column < box.Width)
                {
                    crossed[column] += ink.Levels[pixel];
                }
            }

            int margin = Math.Max(2, (int)(LeastSlice * height));
            for (int x = margin; x < box.Width - margin; x++)
            {
                if (crossed[x] <= MostInk * height && crossed[x] <= crossed[x - 1] && crossed[x] <= crossed[x + 1])
                {
                    candidates.Add((box.X + x, slant, crossed[x] + (0.02 * height * Math.Abs(slant))));
                }
            }
        }

        var chosen = new List<(double X, double Slant, double Cost)>();
        foreach ((double X, double Slant, double Cost) cut in candidates.OrderBy(cut => cut.Cost).ThenBy(cut => cut.X))
        {
            if (chosen.Count < MostCuts && chosen.TrueForAll(other => Distance(cut, other, box.Height) >= LeastSlice * height))
            {
                chosen.Add(cut);
            }
        }

        chosen.Sort((a, b) => a.X.CompareTo(b.X));
        return chosen;
    }

    // The least distance of two cuts anywhere in the patch: they must not cross.
    private static double Distance((double X, double Slant, double Cost) a, (double X, double Slant, double Cost) b, int height)
    {
        double upper = a.X - b.X + ((a.Slant - b.Slant) * height / 2), lower = a.X - b.X - ((a.Slant - b.Slant) * height / 2);
        return upper * lower <= 0 ? 0 : Math.Min(Math.Abs(upper), Math.Abs(lower));
    }

    private static PixelBox BoxOf(List<int> pixels, int width)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        foreach (int pixel in pixels)
        {
            (int y, int x) = Math.DivRem(pixel, width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }

        return new PixelBox(left, top, right - left, bottom - top);
    }
}
