namespace DigitLab.Neural;

/// <summary>How the samples of a batch are grouped, whose weight gradients are summed together. The bits depend on it.</summary>
internal static class WinogradParts
{
    /// <summary>Samples in a part: the more sums there are, the fewer parts, since all parts' sums must be added up in the end.</summary>
    /// <param name="batch">Samples in all.</param>
    /// <param name="sums">Numbers of a part's sums.</param>
    internal static int SamplesPerPart(int batch, int sums)
    {
        int parts = sums <= 64 << 10 ? 16 : sums <= 192 << 10 ? 8 : sums <= 384 << 10 ? 4 : 2;
        return (batch + parts - 1) / parts;
    }
}
