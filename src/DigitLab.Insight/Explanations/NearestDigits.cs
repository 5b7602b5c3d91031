using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>The digits of a dataset that look most alike, pixel by pixel.</summary>
/// <param name="Digits">Places in the dataset, nearest first; equals in the dataset's order.</param>
/// <param name="Distances">The Euclidean distances, where a pixel goes from 0 to 1.</param>
public sealed record NearestDigits(IReadOnlyList<int> Digits, IReadOnlyList<double> Distances)
{
    /// <summary>Compares a digit with all of a dataset.</summary>
    /// <param name="pixels">The digit's bytes.</param>
    /// <param name="digits">The dataset.</param>
    /// <param name="count">How many to name, at least 1.</param>
    /// <exception cref="ArgumentException">The pictures differ in size.</exception>
    public static NearestDigits Of(ReadOnlySpan<byte> pixels, DigitDataset digits, int count)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (pixels.Length != digits.Height * digits.Width)
        {
            throw new ArgumentException($"{digits.Name}: expected a digit of {digits.Height}×{digits.Width} pixels, got {pixels.Length}.", nameof(pixels));
        }

        var nearest = new PriorityQueue<int, (long, int)>(Comparer<(long, int)>.Create((a, b) => b.CompareTo(a)));   // the farthest first
        for (int i = 0; i < digits.Count; i++)
        {
            nearest.Enqueue(i, (PixelDistance.Squared(pixels, digits.Image(i)), i));
            if (nearest.Count > count)
            {
                nearest.Dequeue();
            }
        }

        var found = new List<(int Digit, long Square)>();
        while (nearest.TryDequeue(out int digit, out (long Square, int) key))
        {
            found.Add((digit, key.Square));
        }

        found.Reverse();
        return new NearestDigits([.. found.Select(each => each.Digit)], [.. found.Select(each => Math.Sqrt(each.Square) / 255)]);
    }
}
