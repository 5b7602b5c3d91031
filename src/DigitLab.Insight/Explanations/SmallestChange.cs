using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>A small change of a digit's pixels that makes the network read another digit.</summary>
/// <remarks>
/// Steps along the gradient of the difference of two scores, as long as a straight line would need to reach the border between the classes,
/// within black and white, until the border is passed; then false position finds where on the way back it lies, and the search goes on from there with
/// what is left of the change. The result is a change that does it, near the smallest one in Euclidean length, not the proven smallest.
/// Source: Moosavi-Dezfooli, Fawzi, Frossard 2016, "DeepFool", arXiv:1511.04599, with a chosen class and with limits.
/// </remarks>
/// <param name="From">The class that was read.</param>
/// <param name="To">The class that is read after the change.</param>
/// <param name="Before">The digit, ink from 0 to 1.</param>
/// <param name="After">The changed digit, ink from 0 to 1.</param>
public sealed record SmallestChange(int From, int To, PixelMap Before, PixelMap After)
{
    private const int MostSteps = 60;
    private const int Rounds = 12;
    private const int MostLooks = 16;
    private const float Near = 1e-3f;        // to the border: of the way there, and of a score
    private const float Overshoot = 1.02f;   // past the border, not onto it

    /// <summary>What was added to each pixel, from −1 to 1.</summary>
    public PixelMap Difference => Before with { Values = [.. After.Values.Zip(Before.Values, (after, before) => after - before)] };

    /// <summary>The change's Euclidean length, where a pixel goes from 0 to 1.</summary>
    public double Length => Math.Sqrt(Difference.Values.Sum(value => (double)value * value));

    /// <summary>Searches for a change.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">The digit's bytes.</param>
    /// <param name="target">The class that shall be read.</param>
    /// <param name="workers">The threads.</param>
    /// <returns>Null if the digit is read as that class already, or no change was found.</returns>
    public static SmallestChange? Find(Network network, ReadOnlySpan<byte> pixels, int target, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, network.OutputShape.Count);
        var search = new InkSearch(network, workers);
        float[] original = InkSearch.InkOf(pixels);
        int from = search.Read(original);
        float lead = search.LeadOf(target);
        if (from == target || Cross(search, original, original, target) is not { } best)
        {
            return null;
        }

        best = BorderBetween(search, original, lead, best, target);
        for (int round = 0; round < Rounds; round++)
        {
            // From half way back, which another class may still hold, to the border again by the shortest way from there.
            float[] start = Between(original, best, 0.5f);
            if (Cross(search, start, original, target) is not { } other)
            {
                break;
            }

            other = BorderBetween(search, original, lead, other, target);
            if (Distance(original, other) >= Distance(original, best) * 0.99)
            {
                break;
            }

            best = other;
        }

        return new SmallestChange(from, target, search.Map(original), search.Map(best));
    }

    // Steps until the target is read; null if it never is.
    private static float[]? Cross(InkSearch search, float[] start, float[] original, int target)
    {
        float[] ink = [.. start];
        for (int step = 0; step < MostSteps; step++)
        {
            int read = search.Read(ink);
            if (read == target)
            {
                return ink;
            }

            (float gap, float[] gradient) = search.GapTo(target, read);
            // Only pixels that can still move count, or the step would end at the limits.
            double square = 0;
            for (int i = 0; i < ink.Length; i++)
            {
                gradient[i] = (gradient[i] > 0 && ink[i] >= 1) || (gradient[i] < 0 && ink[i] <= 0) ? 0 : gradient[i];
                square += (double)gradient[i] * gradient[i];
            }

            if (square == 0)
            {
                return null;
            }

            float factor = (float)(Overshoot * (gap + 1e-3f) / square);
            for (int i = 0; i < ink.Length; i++)
            {
                ink[i] = Math.Clamp(ink[i] + (factor * gradient[i]), 0, 1);
            }
        }

        return search.Read(ink) == target ? ink : null;
    }

    // The nearest to the original, whose lead is known, on the straight way to the picture that was read last, and as the target, that still is.
    private static float[] BorderBetween(InkSearch search, float[] original, float below, float[] there, int target)
    {
        float low = 0, high = 1, above = search.LeadOf(target);
        for (int look = 0; look < MostLooks && high - low > Near; look++)
        {
            float place = low + ((high - low) * below / (below - above));
            search.Read(Between(original, there, place));
            float lead = search.LeadOf(target);
            if (lead > 0)
            {
                (high, above, below) = (place, lead, below / 2);   // halved, so that the other end comes nearer too
            }
            else
            {
                (low, below, above) = (place, lead, above / 2);
            }

            if (lead is > 0 and < Near)
            {
                break;
            }
        }

        return Between(original, there, high);
    }

    private static float[] Between(float[] from, float[] to, float part) => [.. from.Zip(to, (a, b) => a + (part * (b - a)))];

    private static double Distance(float[] a, float[] b) => a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum();
}
