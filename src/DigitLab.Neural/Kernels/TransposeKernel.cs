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

    private readonly struct Job(Tensor from, int rows, int columns, Tensor to, int toStride) : IJob
    {
        public void Run(int piece)
        {
            ReadOnlySpan<float> source = from.Span;
            int end = Math.Min((piece + 1) * RowsAtOnce, columns);
            for (int c = piece * RowsAtOnce; c < end; c++)
            {
                Span<float> row = to.Span.Slice(c * toStride, rows);
                for (int r = 0, at = c; r < row.Length; r++, at += columns)
                {
                    row[r] = source[at];
                }
            }
        }
    }
}
