namespace DigitLab.Neural;

/// <summary>The Newton–Schulz iteration in textbook loops: what <see cref="OrthogonalizationKernel"/> must give, bit for bit.</summary>
internal static class OrthogonalizationReference
{
    /// <summary>X = scale · G, or its transpose if that is taller; A = XᵀX; five times F = aI + bA + cA², P ← PF, A ← FAF; G ← XP.</summary>
    internal static void Run(Span<float> given, int rows, int columns, float scale)
    {
        bool isTurned = rows < columns;
        int height = Math.Max(rows, columns), width = Math.Min(rows, columns);
        float[] x = new float[given.Length];
        for (int i = 0; i < given.Length; i++)
        {
            x[isTurned ? (i % columns * width) + (i / columns) : i] = scale * given[i];
        }

        float[] gram = Multiply(Transposed(x, height, width), x, width, height, width), product = [];
        for (int iteration = 0; iteration < OrthogonalizationKernel.Iterations; iteration++)
        {
            float[] factor = Multiply(gram, gram, width, width, width);
            for (int i = 0; i < factor.Length; i++)
            {
                factor[i] = MathF.FusedMultiplyAdd(OrthogonalizationKernel.Quintic, factor[i], OrthogonalizationKernel.Cubic * gram[i]);
            }

            for (int r = 0; r < width; r++)
            {
                factor[(r * width) + r] += OrthogonalizationKernel.Linear;
            }

            product = iteration == 0 ? factor : Multiply(product, factor, width, width, width);
            gram = Multiply(Multiply(factor, gram, width, width, width), factor, width, width, width);
        }

        x = Multiply(x, product, height, width, width);
        for (int i = 0; i < given.Length; i++)
        {
            given[i] = x[isTurned ? (i % columns * width) + (i / columns) : i];
        }
    }

    private static float[] Transposed(float[] x, int rows, int columns)
    {
        float[] turned = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            turned[(i % columns * rows) + (i / columns)] = x[i];
        }

        return turned;
    }

    // y[r, o] = Σ_k a[r, k] · b[k, o], k ascending, one rounding per term.
    private static float[] Multiply(float[] a, float[] b, int rows, int inner, int columns)
    {
        float[] y = new float[rows * columns];
        for (int r = 0; r < rows; r++)
        {
            for (int o = 0; o < columns; o++)
            {
                for (int k = 0; k < inner; k++)
                {
                    y[(r * columns) + o] = MathF.FusedMultiplyAdd(a[(r * inner) + k], b[(k * columns) + o], y[(r * columns) + o]);
                }
            }
        }

        return y;
    }
}
