namespace DigitLab.Neural;

/// <summary>A row of a transform as a sum of six rows: (a + inner · b + second · e) + outer · (c + inner · d + second · f).</summary>
/// <param name="A">The row that counts as it is; −1 is a row of zeros, here and below.</param>
/// <param name="B">The row that is added to it.</param>
/// <param name="C">The row that counts <paramref name="Outer"/> times.</param>
/// <param name="D">The row that is added to that.</param>
/// <param name="Inner">The factor of <paramref name="B"/> and <paramref name="D"/>.</param>
/// <param name="Outer">The factor of the second sum.</param>
internal readonly record struct RowSum(int A, int B, int C, int D, float Inner, float Outer)
{
    /// <summary>What is added last to <see cref="A"/>; filters of six products have no such row.</summary>
    internal int E { get; init; } = -1;

    /// <summary>What is added last to <see cref="C"/>.</summary>
    internal int F { get; init; } = -1;

    /// <summary>The factor of <see cref="E"/> and <see cref="F"/>.</summary>
    internal float Second { get; init; } = 1;

    /// <summary>A row as it is.</summary>
    internal static RowSum Of(int row) => new(row, -1, -1, -1, 1, 1);
}
