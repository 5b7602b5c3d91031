namespace DigitLab.Neural;

/// <summary>How the samples of a batch are grouped, whose weight gradients are summed together. The bits depend on it.</summary>
internal static class WinogradParts
{
    // Fewer tiles in a part would not pay for adding up one more part's sums.
    private const int LeastTiles = 192;

    /// <summary>Samples in a part: the more sums there are, the fewer parts, since all parts' sums must be added up in the end.</summary>
    /// <param name="batch">Samples in all.</param>
    /// <param name="tilesOfSample">Tiles of each.</param>
    /// <param name="sums">Numbers of a part's sums.</param>
    internal static int SamplesPerPart(int batch, int tilesOfSample, int sums)
    {
        int most = sums <= 64 << 10 ? 16 : sums <= 192 << 10 ? 8 : sums <= 384 << 10 ? 4 : 2;
        int parts = Math.Clamp(batch * tilesOfSample / LeastTiles, 1, most);
        return (batch + parts - 1) / parts;
    }
}
