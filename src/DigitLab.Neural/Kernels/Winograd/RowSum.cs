namespace DigitLab.Neural;

/// <summary>A row of a transform as a sum of four rows, three roundings in all: (a + inner · b) + outer · (c + inner · d).</summary>
/// <param name="A">The row that counts as it is; −1 is a row of zeros, here and below.</param>
/// <param name="B">The row that is added to it.</param>
/// <param name="C">The row that counts <paramref name="Outer"/> times.</param>
/// <param name="D">The row that is added to that.</param>
/// <param name="Inner">The factor of <paramref name="B"/> and <paramref name="D"/>.</param>
/// <param name="Outer">The factor of the second sum.</param>
internal readonly record struct RowSum(int A, int B, int C, int D, float Inner, float Outer)
{
    /// <summary>A row as it is.</summary>
    internal static RowSum Of(int row) => new(row, -1, -1, -1, 1, 1);
}
