namespace DigitLab.Imaging;

/// <summary>The five row filters of PNG, which replace each byte by its difference from a prediction (specification §9).</summary>
/// <remarks>
/// With a the byte one pixel to the left, b the byte above and c the byte above a (0 outside the picture), the predictions are
/// 0: nothing, 1: a, 2: b, 3: ⌊(a + b) / 2⌋, 4: whichever of a, b, c is nearest to a + b − c (Paeth). Arithmetic is modulo 256.
/// </remarks>
internal static class PngFilter
{
    internal const int None = 0;
    internal const int Sub = 1;
    internal const int Up = 2;
    internal const int Average = 3;
    internal const int Paeth = 4;

    /// <summary>Turns a filtered row back into samples, in place.</summary>
    /// <param name="filter">The row's filter byte.</param>
    /// <param name="row">The filtered bytes; the samples afterwards.</param>
    /// <param name="above">The samples of the row above, of the same length; zeros for the first row.</param>
    /// <param name="step">Bytes from a byte to its neighbour on the left, at least 1.</param>
    internal static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter is < None or > Paeth)
        {
            throw new InvalidDataException($"PNG: expected a row filter from 0 to 4, got {filter}: the file is damaged.");
        }

        if (filter == None)
        {
            return;
        }

        for (int i = 0; i < row.Length; i++)
        {
            row[i] += Predict(filter, row, above, i, step);
        }
    }

    /// <summary>Writes a row's differences.</summary>
    /// <param name="filter">Which filter, 0 to 4.</param>
    /// <param name="row">The samples.</param>
    /// <param name="above">The samples of the row above, of the same length; zeros for the first row.</param>
    /// <param name="step">Bytes from a byte to its neighbour on the left, at least 1.</param>
    /// <param name="filtered">Receives the differences; as long as the row.</param>
    internal static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> filtered)
    {
        for (int i = 0; i < row.Length; i++)
        {
            filtered[i] = (byte)(row[i] - Predict(filter, row, above, i, step));
        }
    }

    private static byte Predict(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int i, int step)
    {
        int a = i >= step ? row[i - step] : 0;
        return filter switch
        {
            None => 0,
            Sub => (byte)a,
            Up => above[i],
            Average => (byte)((a + above[i]) / 2),
            _ => PredictPaeth(a, above[i], i >= step ? above[i - step] : 0),
        };
    }

    private static byte PredictPaeth(int a, int b, int c)
    {
        int toA = Math.Abs(b - c);
        int toB = Math.Abs(a - c);
        int toC = Math.Abs(a + b - c - c);
        return (byte)(toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
    }
}
