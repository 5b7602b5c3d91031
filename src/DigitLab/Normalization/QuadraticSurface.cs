namespace DigitLab;

/// <summary>A smooth surface c₀ + c₁x + c₂y + c₃x² + c₄xy + c₅y², fitted to points by least squares.</summary>
/// <remarks>Coordinates run from −1 to 1 across the picture. The normal equations are solved by elimination with pivoting.</remarks>
internal sealed class QuadraticSurface
{
    private const int Terms = 6;
    private readonly double[] _coefficients;

    private QuadraticSurface(double[] coefficients) => _coefficients = coefficients;

    /// <summary>The same height everywhere.</summary>
    internal static QuadraticSurface Constant(double height) => new([height, 0, 0, 0, 0, 0]);

    /// <summary>The surface nearest to the points.</summary>
    /// <param name="points">At least one; few or badly placed ones give a surface with fewer terms.</param>
    internal static QuadraticSurface Fit(IReadOnlyList<(double X, double Y, double Height)> points)
    {
        var matrix = new double[Terms, Terms + 1];
        Span<double> terms = stackalloc double[Terms];
        foreach ((double x, double y, double height) in points)
        {
            FillTerms(x, y, terms);
            for (int i = 0; i < Terms; i++)
            {
                for (int j = 0; j < Terms; j++)
                {
                    matrix[i, j] += terms[i] * terms[j];
                }

                matrix[i, Terms] += terms[i] * height;
            }
        }

        return new QuadraticSurface(Solve(matrix, points.Count));
    }

    /// <summary>The height at a place, both coordinates from −1 to 1.</summary>
    internal double At(double x, double y)
    {
        double[] c = _coefficients;
        return c[0] + c[1] * x + c[2] * y + c[3] * x * x + c[4] * x * y + c[5] * y * y;
    }

    private static void FillTerms(double x, double y, Span<double> terms)
    {
        (terms[0], terms[1], terms[2]) = (1, x, y);
        (terms[3], terms[4], terms[5]) = (x * x, x * y, y * y);
    }

    // A term without a usable pivot (all points on one line, say) keeps coefficient 0.
    private static double[] Solve(double[,] matrix, int count)
    {
        double smallestPivot = 1e-6 * count;
        var isUsed = new bool[Terms];
        for (int step = 0; step < Terms; step++)
        {
            int pivot = -1;
            for (int i = 0; i < Terms; i++)
            {
                if (!isUsed[i] && matrix[i, i] > smallestPivot && (pivot < 0 || matrix[i, i] > matrix[pivot, pivot]))
                {
                    pivot = i;
                }
            }

            if (pivot < 0)
            {
                break;
            }

            isUsed[pivot] = true;
            for (int i = 0; i < Terms; i++)
            {
                double factor = matrix[i, pivot] / matrix[pivot, pivot];
                for (int j = 0; i != pivot && j <= Terms; j++)
                {
                    matrix[i, j] -= factor * matrix[pivot, j];
                }
            }
        }

        var solution = new double[Terms];
        for (int i = 0; i < Terms; i++)
        {
            solution[i] = isUsed[i] ? matrix[i, Terms] / matrix[i, i] : 0;
        }

        return solution;
    }
}
