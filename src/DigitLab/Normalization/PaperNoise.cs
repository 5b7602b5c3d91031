namespace DigitLab;

/// <summary>How much the bare paper's pixels differ from the paper's colour.</summary>
/// <remarks>
/// The median of the absolute differences of pixels farther than two from any ink: unlike a standard deviation it is hardly moved
/// by soft edges. Where ink, or noise that looks like it, leaves too few such pixels, neighbours that are both below the threshold
/// are compared instead; and a small picture, in which nothing but edges may be left, is taken to have no noise.
/// </remarks>
internal static class PaperNoise
{
    private const int Samples = 10_000;           // so many places tell the noise well enough
    private const int LeastPaper = 64;            // fewer pixels of bare paper tell nothing
    private const int LeastPixels = 64 * 64;
    private const int Distance = 2;

    // Of the normal distribution: its median absolute deviation is 0.6745 standard deviations.
    private const float DeviationOfMedian = 1 / 0.6745f;

    /// <summary>The noise as a standard deviation, in the values' own unit.</summary>
    /// <param name="values">Each pixel's difference from the paper towards the ink, row by row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="threshold">The difference from which on a pixel is ink.</param>
    internal static float Of(ReadOnlySpan<float> values, int width, float threshold)
    {
        var paper = new List<float>();
        var steps = new List<float>();
        int step = values.Length / Samples + 1;
        bool[] isNearInk = NearInk(values, width, threshold);
        for (int pixel = 0; pixel < values.Length; pixel += step)
        {
            if (!isNearInk[pixel])
            {
                paper.Add(Math.Abs(values[pixel]));
            }

            if (pixel % width > 0 && values[pixel] < threshold && values[pixel - 1] < threshold)
            {
                steps.Add(Math.Abs(values[pixel] - values[pixel - 1]));
            }
        }

        if (paper.Count >= LeastPaper)
        {
            return DeviationOfMedian * Quantile.Of(paper.ToArray(), 0.5);
        }

        // The difference of two pixels has the noise of both: √2 times as much.
        return values.Length >= LeastPixels && steps.Count >= LeastPaper
            ? DeviationOfMedian / MathF.Sqrt(2) * Quantile.Of(steps.ToArray(), 0.5)
            : 0;
    }

    // Which pixels have ink within the distance: first along their row, then along their column.
    private static bool[] NearInk(ReadOnlySpan<float> values, int width, float threshold)
    {
        bool[] along = new bool[values.Length], near = new bool[values.Length];
        for (int pixel = 0; pixel < values.Length; pixel++)
        {
            if (values[pixel] >= threshold)
            {
                int x = pixel % width, left = Math.Min(x, Distance), right = Math.Min(width - 1 - x, Distance);
                along.AsSpan(pixel - left, left + 1 + right).Fill(true);
            }
        }

        for (int pixel = 0; pixel < along.Length; pixel++)
        {
            if (along[pixel])
            {
                for (int v = -Distance; v <= Distance; v++)
                {
                    int other = pixel + (v * width);
                    if (other >= 0 && other < near.Length)
                    {
                        near[other] = true;
                    }
                }
            }
        }

        return near;
    }
}
