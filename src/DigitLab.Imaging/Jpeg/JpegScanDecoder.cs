namespace DigitLab.Imaging;

/// <summary>Reads a scan's blocks in the order in which they are stored, and makes samples of coefficients.</summary>
/// <remarks>Source: ITU-T T.81, A.2 (order of blocks) and E.2 (restart markers).</remarks>
internal static class JpegScanDecoder
{
    private const int Side = 8;

    /// <summary>Reads one scan.</summary>
    /// <returns>Where its data ends in the file.</returns>
    internal static int Read(JpegFrame frame, JpegScan scan, int restartInterval, JpegBlockDecoder blocks)
    {
        foreach (JpegComponent component in scan.Components)
        {
            component.Advance(scan);
            component.Prediction = 0;
        }

        // Several channels come unit by unit, their filled-up blocks too; one alone block by block, its own only (A.2.2).
        bool isInterleaved = scan.Components.Length > 1;
        JpegComponent first = scan.Components[0];
        int unitsPerRow = isInterleaved ? frame.UnitsPerRow : (first.Width + 7) / 8;
        int unitRows = isInterleaved ? frame.UnitRows : (first.Height + 7) / 8;
        int unit = 0;
        for (int row = 0; row < unitRows; row++)
        {
            if (!frame.IsProgressive)
            {
                Clear(scan);
            }

            for (int column = 0; column < unitsPerRow; column++, unit++)
            {
                if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
                {
                    blocks.Restart((unit / restartInterval) - 1);
                }

                for (int channel = 0; channel < scan.Components.Length; channel++)
                {
                    ReadUnit(frame, scan, channel, row, column, ref blocks);
                }
            }

            blocks.Bits.RequireData();
            if (!frame.IsProgressive)
            {
                foreach (JpegComponent component in scan.Components)
                {
                    int rows = isInterleaved ? component.Vertical : 1;
                    Transform(component, row * rows, 0, rows);
                }
            }
        }

        return blocks.Bits.Position;
    }

    /// <summary>Makes samples of a progressive picture's coefficients, when all scans have been read.</summary>
    internal static void TransformAll(JpegFrame frame)
    {
        foreach (JpegComponent component in frame.Components)
        {
            Parallel.For(0, component.BlockRows, row => Transform(component, row, row, 1));
        }
    }

    private static void ReadUnit(JpegFrame frame, JpegScan scan, int channel, int row, int column, ref JpegBlockDecoder blocks)
    {
        JpegComponent component = scan.Components[channel];
        bool isInterleaved = scan.Components.Length > 1;
        int wide = isInterleaved ? component.Horizontal : 1, high = isInterleaved ? component.Vertical : 1;
        for (int v = 0; v < high; v++)
        {
            int blockRow = frame.IsProgressive ? (row * high) + v : v;
            for (int u = 0; u < wide; u++)
            {
                int place = ((blockRow * component.BlocksPerRow) + (column * wide) + u) * JpegZigzag.Count;
                Span<short> block = component.Coefficients.AsSpan(place, JpegZigzag.Count);
                if (frame.IsProgressive)
                {
                    blocks.ReadPart(channel, block);
                }
                else
                {
                    blocks.ReadWhole(channel, block);
                }
            }
        }
    }

    private static void Clear(JpegScan scan)
    {
        foreach (JpegComponent component in scan.Components)
        {
            component.Coefficients.AsSpan().Clear();
        }
    }

    // Rows of blocks from one place among the coefficients to another among the samples.
    private static void Transform(JpegComponent component, int blockRow, int storedRow, int rows)
    {
        ReadOnlySpan<ushort> multipliers = component.Multipliers;
        for (int i = 0; i < rows * component.BlocksPerRow; i++)
        {
            (int y, int x) = Math.DivRem(i, component.BlocksPerRow);
            int place = ((storedRow * component.BlocksPerRow) + i) * JpegZigzag.Count;
            Span<byte> samples = component.Samples.AsSpan(((blockRow + y) * Side * component.Stride) + (Side * x));
            JpegInverseCosine.Apply(component.Coefficients.AsSpan(place, JpegZigzag.Count), multipliers, samples, component.Stride);
        }
    }
}
