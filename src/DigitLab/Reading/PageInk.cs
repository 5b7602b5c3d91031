using System.Numerics;

namespace DigitLab;

/// <summary>Tells ink from paper all over a page, whatever light falls where.</summary>
/// <remarks>
/// A pixel's level is how much of the paper's light is missing, in the channel where most is: 1 − v / paper. So a shadow, which takes the
/// same share of ink and paper, changes nothing, and red ink counts as much as black. Levels are then stretched so that the paper's own
/// noise is 0 and the usual ink 1.
/// </remarks>
internal static class PageInk
{
    private const int HistogramBins = 512;
    private const float LeastContrast = 0.06f;      // of the light; less is no ink
    private const float NoiseDeviations = 3;
    private const float LeastContrastToNoise = 2.5f;
    private const float DarkestPaper = 24;          // of 255; on darker ground a share of the light means nothing
    private const double FullInk = 0.7;             // the usual ink: so much of it is fainter

    /// <summary>The ink of an opaque picture.</summary>
    /// <exception cref="NoInkException">There is none.</exception>
    internal static InkMap Find(WorkingPicture picture, InkPolarity polarity, int window)
    {
        float[] levels = new float[picture.Width * picture.Height];
        LocalPaper[] papers = new LocalPaper[3];
        Parallel.For(0, 3, c => papers[c] = new LocalPaper(picture.Planes[c], picture.Width, picture.Height, window));
        Parallel.For(0, picture.Height, () => new float[picture.Width], (y, _, paper) => FillRow(picture, papers, y, paper, levels), _ => { });
        return Stretch(levels, picture.Width, picture.Height, polarity);
    }

    private static float[] FillRow(WorkingPicture picture, LocalPaper[] papers, int y, float[] paper, float[] levels)
    {
        Span<float> row = levels.AsSpan(y * picture.Width, picture.Width);
        for (int c = 0; c < papers.Length; c++)
        {
            papers[c].Row(y, paper);
            RaiseToMissing(paper, picture.Planes[c].AsSpan(y * picture.Width, picture.Width), row);
        }

        return paper;
    }

    // Each lane is a pixel of its own, so the number of lanes changes nothing.
    private static void RaiseToMissing(ReadOnlySpan<float> paper, ReadOnlySpan<byte> plane, Span<float> row)
    {
        int x = 0, lanes = Vector<float>.Count;
        for (; x <= row.Length - (4 * lanes); x += 4 * lanes)
        {
            Vector.Widen(new Vector<byte>(plane[x..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            RaiseToMissing(paper[x..], first, row[x..]);
            RaiseToMissing(paper[(x + lanes)..], second, row[(x + lanes)..]);
            RaiseToMissing(paper[(x + (2 * lanes))..], third, row[(x + (2 * lanes))..]);
            RaiseToMissing(paper[(x + (3 * lanes))..], fourth, row[(x + (3 * lanes))..]);
        }

        for (; x < row.Length; x++)
        {
            row[x] = Math.Max(row[x], (paper[x] - plane[x]) / Math.Max(paper[x], DarkestPaper));
        }
    }

    private static void RaiseToMissing(ReadOnlySpan<float> paper, Vector<uint> levels, Span<float> row)
    {
        var light = new Vector<float>(paper);
        Vector<float> missing = (light - Vector.ConvertToSingle(Vector.AsVectorInt32(levels))) / Vector.Max(light, new Vector<float>(DarkestPaper));
        Vector.Max(new Vector<float>(row), missing).CopyTo(row);
    }

    private static InkMap Stretch(float[] levels, int width, int height, InkPolarity polarity)
    {
        long[] histogram = HistogramOf(levels, width, height);

        // Most of a page is paper: its median, and how far below it a sixth of the pixels lies, are the paper's noise.
        float median = ValueAt(histogram, levels.Length, 0.5), noise = median - ValueAt(histogram, levels.Length, 0.16);
        noise = Math.Max(noise, 1f / HistogramBins);
        float floor = median + (NoiseDeviations * noise);
        float threshold = InkThreshold(histogram, floor);
        float full = FullOf(histogram, threshold);
        if (full < LeastContrast || full - median < LeastContrastToNoise * NoiseDeviations * noise)
        {
            throw new NoInkException($"no ink found: at most {100 * full:0}% of the paper's light is missing anywhere, its noise is {100 * noise:0.0}%.");
        }

        float scale = 1 / (full - floor);
        Parallel.For(0, height, y =>
        {
            foreach (ref float level in levels.AsSpan(y * width, width))
            {
                level = Math.Clamp((level - floor) * scale, 0, 1);
            }
        });
        return new InkMap(width, height, levels, noise * scale, polarity);
    }

    // Counted by all cores; whole numbers add up to the same in any order.
    private static long[] HistogramOf(float[] levels, int width, int height)
    {
        long[] histogram = new long[HistogramBins];
        Parallel.For(0, height, () => new long[HistogramBins], (y, _, counts) =>
        {
            foreach (float level in levels.AsSpan(y * width, width))
            {
                counts[(int)(Math.Clamp(level, 0, 1) * (HistogramBins - 1))]++;
            }

            return counts;
        }, counts =>
        {
            lock (histogram)
            {
                for (int bin = 0; bin < histogram.Length; bin++)
                {
                    histogram[bin] += counts[bin];
                }
            }
        });
        return histogram;
    }

    private static float ValueAt(long[] histogram, long count, double share)
    {
        long below = 0;
        int bin = 0;
        while (bin < histogram.Length - 1 && below + histogram[bin] <= share * count)
        {
            below += histogram[bin++];
        }

        return (bin + 0.5f) / HistogramBins;
    }

    // Otsu's threshold among the levels that rise above the paper's noise.
    private static float InkThreshold(long[] histogram, float floor)
    {
        int first = Math.Min((int)(floor * HistogramBins), HistogramBins - 1);
        double total = 0, totalSum = 0, below = 0, belowSum = 0, best = -1;
        for (int bin = first; bin < HistogramBins; bin++)
        {
            total += histogram[bin];
            totalSum += (double)bin * histogram[bin];
        }

        int threshold = first;
        for (int bin = first; bin < HistogramBins - 1; bin++)
        {
            below += histogram[bin];
            belowSum += (double)bin * histogram[bin];
            double above = total - below;
            if (below > 0 && above > 0)
            {
                double difference = (belowSum / below) - ((totalSum - belowSum) / above), between = below * above * difference * difference;
                (best, threshold) = between > best ? (between, bin + 1) : (best, threshold);
            }
        }

        return (float)threshold / HistogramBins;
    }

    private static float FullOf(long[] histogram, float threshold)
    {
        int first = (int)(threshold * HistogramBins);
        long count = 0, below = 0;
        for (int bin = first; bin < HistogramBins; bin++)
        {
            count += histogram[bin];
        }

        int full = first;
        while (full < HistogramBins - 1 && below + histogram[full] <= FullInk * count)
        {
            below += histogram[full++];
        }

        return (full + 0.5f) / HistogramBins;
    }
}
