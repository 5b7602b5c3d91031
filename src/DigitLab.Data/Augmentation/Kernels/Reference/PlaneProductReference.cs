namespace DigitLab.Data;

/// <summary>The product of two matrices as a textbook writes it: C[i,j] = Σ_k A[i,k] · B[k,j], k ascending, one rounding a term.</summary>
internal static class PlaneProductReference
{
    internal static void Run(in ProductSize size, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        for (int i = 0; i < size.Rows; i++)
        {
            for (int j = 0; j < size.Columns; j++)
            {
                float sum = 0;
                for (int k = 0; k < size.Depth; k++)
                {
                    sum = MathF.FusedMultiplyAdd(a[(i * size.StrideA) + k], b[(k * size.StrideB) + j], sum);
                }

                c[(i * size.StrideC) + j] = sum;
            }
        }
    }
}
