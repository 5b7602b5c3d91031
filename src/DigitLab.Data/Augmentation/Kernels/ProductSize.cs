namespace DigitLab.Data;

/// <summary>The shape of a product of two matrices, and how their rows lie in memory.</summary>
/// <param name="Rows">Of A and C.</param>
/// <param name="Depth">Columns of A, rows of B.</param>
/// <param name="Columns">Of B and C.</param>
/// <param name="StrideA">From one row of A to the next.</param>
/// <param name="StrideB">From one row of B to the next.</param>
/// <param name="StrideC">From one row of C to the next.</param>
internal readonly record struct ProductSize(int Rows, int Depth, int Columns, int StrideA, int StrideB, int StrideC);
