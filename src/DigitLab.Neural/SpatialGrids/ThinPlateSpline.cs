namespace DigitLab.Neural;

/// <summary>The spline through given control points, as weights: f(p) = Σ_k weight_k(p) · value_k for any values at the points.</summary>
/// <remarks>
/// With U(r) = r² log r, f(p) = Σ_k w_k U(|p − p_k|) + a₀ + a₁ x + a₂ y, where w and a solve L [w; a] = [values; 0; 0; 0],
/// L = [U(|p_i − p_k|), 1, x, y; 1ᵀ 0; xᵀ 0; yᵀ 0]. So the weights at p are [U(|p − p_k|), 1, x, y] L⁻¹, without its last three columns.
/// Source: Bookstein 1989, IEEE PAMI 11, p. 569.
/// </remarks>
internal sealed class ThinPlateSpline
{
    private readonly double[] _points;
    private readonly int _count;
    private readonly double[,] _inverse;

    /// <param name="points">x₁, y₁, x₂, y₂, …; not all on one line.</param>
    internal ThinPlateSpline(double[] points)
    {
        (_points, _count) = (points, points.Length / 2);
        double[,] system = new double[_count + 3, _count + 3];
        for (int i = 0; i < _count; i++)
        {
            double[] row = Terms(points[2 * i], points[(2 * i) + 1]);
            for (int k = 0; k < row.Length; k++)
            {
                system[i, k] = row[k];
            }

            (system[_count, i], system[_count + 1, i], system[_count + 2, i]) = (1, points[2 * i], points[(2 * i) + 1]);
        }

        _inverse = Inverse(system);
    }

    /// <summary>The weights of the values at a place.</summary>
    internal void WeightsAt(double x, double y, Span<double> weights)
    {
        double[] terms = Terms(x, y);
        for (int k = 0; k < _count; k++)
        {
            double sum = 0;
            for (int i = 0; i < terms.Length; i++)
            {
                sum += terms[i] * _inverse[i, k];
            }

            weights[k] = sum;
        }
    }

    private double[] Terms(double x, double y)
    {
        double[] terms = new double[_count + 3];
        for (int k = 0; k < _count; k++)
        {
            double dx = x - _points[2 * k], dy = y - _points[(2 * k) + 1], square = (dx * dx) + (dy * dy);
            terms[k] = square == 0 ? 0 : 0.5 * square * PortableMath.Log(square);
        }

        (terms[_count], terms[_count + 1], terms[_count + 2]) = (1, x, y);
        return terms;
    }

    // Gauss and Jordan, with the largest number of a column as its pivot.
    private static double[,] Inverse(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] a = (double[,])matrix.Clone(), inverse = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            inverse[i, i] = 1;
        }

        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(a[row, column]) > Math.Abs(a[pivot, column]) ? row : pivot;
            }

            double head = a[pivot, column];
            for (int k = 0; k < n; k++)
            {
                (a[column, k], a[pivot, k]) = (a[pivot, k] / head, column == pivot ? a[pivot, k] / head : a[column, k]);
                (inverse[column, k], inverse[pivot, k]) = (inverse[pivot, k] / head, column == pivot ? inverse[pivot, k] / head : inverse[column, k]);
            }

            for (int row = 0; row < n; row++)
            {
                double factor = row == column ? 0 : a[row, column];
                for (int k = 0; k < n; k++)
                {
                    a[row, k] -= factor * a[column, k];
                    inverse[row, k] -= factor * inverse[column, k];
                }
            }
        }

        return inverse;
    }
}
