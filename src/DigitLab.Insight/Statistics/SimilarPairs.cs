using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>Finds digits that stand twice in a dataset, and those that nearly do.</summary>
public static class SimilarPairs
{
    /// <summary>The pairs with the same pixels, one for each further copy.</summary>
    /// <param name="digits">The digits.</param>
    public static IReadOnlyList<SimilarPair> Duplicates(DigitDataset digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        var seen = new Dictionary<ulong, List<int>>();
        var pairs = new List<SimilarPair>();
        for (int i = 0; i < digits.Count; i++)
        {
            ulong hash = HashOf(digits.Image(i));
            if (!seen.TryGetValue(hash, out List<int>? same))
            {
                seen[hash] = same = [];
            }

            foreach (int first in same)
            {
                if (digits.Image(first).SequenceEqual(digits.Image(i)))
                {
                    pairs.Add(new SimilarPair(first, i, 0));
                    break;
                }
            }

            same.Add(i);
        }

        return pairs;
    }

    /// <summary>The pairs that look most alike, nearest first.</summary>
    /// <remarks>Candidates are the neighbours of each digit in the space of its principal components, where no distance is longer than between the pictures.</remarks>
    /// <param name="digits">The digits.</param>
    /// <param name="neighbours">Their neighbours among principal components.</param>
    /// <param name="count">How many pairs.</param>
    public static IReadOnlyList<SimilarPair> Nearest(DigitDataset digits, Neighbours neighbours, int count)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(neighbours);
        var found = new HashSet<(long Square, int First, int Second)>();
        for (int i = 0; i < digits.Count; i++)
        {
            foreach (int j in neighbours.Of(i))
            {
                found.Add((PixelDistance.Squared(digits.Image(i), digits.Image(j)), Math.Min(i, j), Math.Max(i, j)));
            }

            if (found.Count > 100_000)
            {
                found = [.. found.Order().Take(count)];
            }
        }

        return [.. found.Order().Take(count).Select(pair => new SimilarPair(pair.First, pair.Second, Math.Sqrt(pair.Square) / 255))];
    }

    // FNV-1a, 64 bits: the same in every process, unlike the framework's own.
    private static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 1099511628211;
        }

        return hash;
    }
}
