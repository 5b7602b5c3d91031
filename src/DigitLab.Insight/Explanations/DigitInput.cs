using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>Digits as a network takes them.</summary>
internal static class DigitInput
{
    /// <summary>Normalizes digits of a dataset into the beginning of a batch.</summary>
    internal static void Fill(Network network, DigitDataset digits, int first, int count, Tensor input)
    {
        if (digits.Height * digits.Width != network.InputShape.Count)
        {
            throw new ArgumentException($"{digits.Name}: expected pictures of {network.InputShape} for {network.Name}, got {digits.Height}×{digits.Width}.", nameof(digits));
        }

        int pixels = network.InputShape.Count;
        for (int i = 0; i < count; i++)
        {
            network.Normalization.Apply(digits.Image(first + i), input.Span.Slice(i * pixels, pixels));
        }
    }
}
