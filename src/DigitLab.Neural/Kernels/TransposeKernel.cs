namespace DigitLab.Neural;

/// <summary>A matrix turned: rows become columns.</summary>
internal static class TransposeKernel
{
    // Rows of the result in one piece of work.
    private const int RowsAtOnce = 64;

    /// <summary>to[c, r] = from[r, c].</summary>
    /// <param name="from">As a matrix <c>[rows, columns]</c>.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="to">Row c starts at c · <paramref name="toStride"/>.</param>
    /// <param name="toStride">At least <paramref name="rows"/>.</param>
    /// <param name="workers">The threads.</param>
    internal static void Run(Tensor from, int rows, int columns, Tensor to, int toStride, Workers workers) =>
        workers.Run((columns + RowsAtOnce - 1) / RowsAtOnce, new Job(from, rows, columns, to, toStride));

    /// <summary>to[c, r] = from[r, c], by the caller alone.</summary>
    /// <param name="from">From the block's first number; row r starts at r · <paramref name="fromStride"/>.</param>
    /// <param name="fromStride">At least <paramref name="columns"/>.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="to">Row c starts at c · <paramref name="toStride"/>.</param>
    /// <param name="toStride">At least <paramref name="rows"/>.</param>
    internal static void Turn(ReadOnlySpan<float> from, int fromStride, int rows, int columns, Span<float> to, int toStride)
    {
        for (int c = 0; c < columns; c++)
        {
            Span<float> row = to.Slice(c * toStride, rows);
            for (int r = 0, at = c; r < row.Length; r++, at += fromStride)
            {
                row[r] = from[at];
            }
        }
    }

    private readonly struct Job(Tensor from, int rows, int columns, Tensor to, int toStride) : IJob
    {
        public void Run(int piece)
        {
            int first = piece * RowsAtOnce;
            Turn(from.Span[first..], columns, rows, Math.Min(RowsAtOnce, columns - first), to.Span[(first * toStride)..], toStride);
        }
    }
}
