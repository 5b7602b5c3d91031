using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Gaussian smoothing of a line of pixels as a matrix, so that its cost does not depend on the deviation and nothing need be cut off.</summary>
/// <remarks>
/// G[i,k] = g(i − k), g(d) = e^(−d²/2σ²) / Σ_d e^(−d²/2σ²) with the sum over all whole d: beyond the line lie zeros, so the ends lose some.
/// Symmetric.
/// </remarks>
internal static class GaussianMatrix
{
    private const double Least = 1e-12;   // a weight below it is 0: it would change no float, and its products are slow once they have no full precision

    /// <summary>Writes the matrix.</summary>
    /// <param name="matrix">Overwritten: <paramref name="size"/> rows, zeros behind each.</param>
    /// <param name="size">Pixels of the line.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="sigma">The deviation σ in pixels; above 0.</param>
    internal static void Fill(Span<float> matrix, int size, int stride, double sigma)
    {
        // Each e^(−d²/2σ²) from the one before: e^(−(d+1)²/2σ²) = e^(−d²/2σ²) · q^(2d+1) with q = e^(−1/2σ²).
        double q = PortableMath.Exp(-0.5 / (sigma * sigma)), square = q * q, sum = 1;
        for (double bell = q, ratio = q * square; bell >= Least; bell *= ratio, ratio *= square)
        {
            sum += 2 * bell;
        }

        matrix[..(size * stride)].Clear();
        double weight = 1 / sum, next = q;
        for (int d = 0; d < size && weight >= Least; d++, weight *= next, next *= square)
        {
            for (int i = 0; i + d < size; i++)
            {
                matrix[(i * stride) + i + d] = matrix[((i + d) * stride) + i] = (float)weight;
            }
        }
    }
}
