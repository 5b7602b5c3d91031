using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>The leading eigenvectors of a symmetric matrix whose eigenvalues are not negative.</summary>
internal static class Eigenvectors
{
    private const int JacobiSweeps = 12;

    /// <param name="matrix">n · n numbers, row by row.</param>
    /// <param name="n">Its side.</param>
    /// <param name="count">How many vectors to iterate; the last ones are the least exact.</param>
    /// <param name="iterations">How often the matrix is applied.</param>
    /// <param name="workers">The threads.</param>
    /// <returns>Unit vectors by falling eigenvalue, and the eigenvalues.</returns>
    internal static (double[][] Vectors, double[] Values) Of(double[] matrix, int n, int count, int iterations, Workers workers)
    {
        double[][] basis = new double[count][];
        for (int k = 0; k < count; k++)
        {
            RandomSource random = new RandomKey(0, RandomPurpose.Insight, Sample: k).Open();
            basis[k] = new double[n];
            for (int i = 0; i < n; i++)
            {
                basis[k][i] = random.NextNormal();
            }
        }

        Orthonormalize(basis);
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            basis = Apply(matrix, basis, n, workers);
            Orthonormalize(basis);
        }

        return Rotate(basis, Apply(matrix, basis, n, workers));
    }

    private static double[][] Apply(double[] matrix, double[][] basis, int n, Workers workers)
    {
        double[][] result = new double[basis.Length][];
        workers.Run(basis.Length, new ApplyJob(matrix, basis, result, n));
        return result;
    }

    // Gram and Schmidt, each vector freed of the others twice: once leaves rounding behind.
    private static void Orthonormalize(double[][] basis)
    {
        for (int k = 0; k < basis.Length; k++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int other = 0; other < k; other++)
                {
                    double along = Dot(basis[k], basis[other]);
                    for (int i = 0; i < basis[k].Length; i++)
                    {
                        basis[k][i] -= along * basis[other][i];
                    }
                }
            }

            double length = Math.Sqrt(Dot(basis[k], basis[k]));
            for (int i = 0; i < basis[k].Length; i++)
            {
                basis[k][i] = length > 0 ? basis[k][i] / length : 0;   // fewer directions than were asked for
            }
        }
    }

    // Rayleigh and Ritz: within the subspace the eigenvectors are those of a small matrix.
    private static (double[][] Vectors, double[] Values) Rotate(double[][] basis, double[][] image)
    {
        int count = basis.Length, n = basis[0].Length;
        double[,] small = new double[count, count];
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                small[a, b] = a <= b ? Dot(basis[a], image[b]) : small[b, a];
            }
        }

        double[,] rotation = Jacobi(small);
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(k => small[k, k])];
        double[][] vectors = new double[count][];
        for (int k = 0; k < count; k++)
        {
            vectors[k] = new double[n];
            for (int a = 0; a < count; a++)
            {
                for (int i = 0; i < n; i++)
                {
                    vectors[k][i] += rotation[a, order[k]] * basis[a][i];
                }
            }

            if (vectors[k].MaxBy(Math.Abs) < 0)
            {
                vectors[k] = [.. vectors[k].Select(value => -value)];
            }
        }

        return (vectors, [.. order.Select(k => small[k, k])]);
    }

    // Turns in every plane until the matrix is diagonal (Golub, Van Loan 2013, §8.5); the columns of the result are the eigenvectors.
    private static double[,] Jacobi(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] v = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            v[i, i] = 1;
        }

        for (int sweep = 0; sweep < JacobiSweeps; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    if (a[p, q] != 0)
                    {
                        Turn(a, v, p, q);
                    }
                }
            }
        }

        return v;
    }

    private static void Turn(double[,] a, double[,] v, int p, int q)
    {
        double tau = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = (tau >= 0 ? 1 : -1) / (Math.Abs(tau) + Math.Sqrt(1 + (tau * tau))), c = 1 / Math.Sqrt(1 + (t * t)), s = t * c;
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }

        for (int k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private readonly struct ApplyJob(double[] matrix, double[][] basis, double[][] result, int n) : IJob
    {
        public void Run(int piece)
        {
            double[] own = new double[n], vector = basis[piece];
            for (int i = 0; i < n; i++)   // symmetric: row i times a number of the vector, added to all
            {
                double factor = vector[i];
                ReadOnlySpan<double> row = matrix.AsSpan(i * n, n);
                for (int j = 0; j < own.Length; j++)
                {
                    own[j] += factor * row[j];
                }
            }

            result[piece] = own;
        }
    }
}
