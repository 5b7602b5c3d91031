using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Which other digit a digit is mixed with, and how much of itself stays: mixup.</summary>
/// <remarks>
/// x = s · x₁ + (1 − s) · x₂, both pictures changed before as they are in this epoch; the loss counts both labels with the same shares.
/// s is drawn from Beta(α, α), and from 0.5 on: below, the two would only change places, and the other of them comes up in its own turn.
/// Source: Zhang, Cisse, Dauphin, Lopez-Paz 2018, "mixup: beyond empirical risk minimization", arXiv:1710.09412.
/// </remarks>
/// <param name="Other">The other digit's place in the dataset; it may be the same.</param>
/// <param name="Share">How much of the digit itself there is, s; 0.5 to 1.</param>
internal readonly record struct DigitMixing(int Other, float Share)
{
    /// <summary>Draws the mixing of one digit.</summary>
    /// <param name="alpha">α; 0.05 to 1.</param>
    /// <param name="count">Digits in the dataset.</param>
    /// <param name="key">The random numbers.</param>
    internal static DigitMixing Draw(double alpha, int count, RandomKey key)
    {
        RandomSource random = key.Open();
        int other = random.NextInt32(count);

        // Jöhnk 1964: u^(1/α) / (u^(1/α) + v^(1/α)) is Beta(α, α) where the sum is at most 1.
        double u, v;
        do
        {
            (u, v) = (PortableMath.Pow(random.NextDouble(), 1 / alpha), PortableMath.Pow(random.NextDouble(), 1 / alpha));
        }
        while (!(u + v is > 0 and <= 1));
        return new DigitMixing(other, (float)(Math.Max(u, v) / (u + v)));
    }

    /// <summary>Mixes two pictures, rounding to bytes.</summary>
    /// <param name="image">The digit's; overwritten with the mixture.</param>
    /// <param name="other">The other's.</param>
    internal void Apply(Span<byte> image, ReadOnlySpan<byte> other)
    {
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = (byte)((Share * image[i]) + ((1 - Share) * other[i]) + 0.5f);
        }
    }
}
