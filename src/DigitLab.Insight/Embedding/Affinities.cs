using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>How likely points are each other's neighbours, as a sparse symmetric matrix, row by row.</summary>
/// <remarks>
/// p(j|i) ∝ exp(−β_i |x_i − x_j|²) over the nearest neighbours, β_i such that 2^entropy is the perplexity; P_ij = (p(j|i) + p(i|j)) / 2n.
/// Source: van der Maaten 2014, JMLR 15, "Accelerating t-SNE using tree-based algorithms", §3.
/// </remarks>
/// <param name="Starts">Where each row begins, and after the last where it ends.</param>
/// <param name="Columns">The other points, ascending in a row.</param>
/// <param name="Values">P_ij.</param>
internal sealed record Affinities(int[] Starts, int[] Columns, float[] Values)
{
    private const int MostHalvings = 60;
    private const double Tolerance = 1e-5;

    internal static Affinities Of(Neighbours neighbours, double perplexity, Workers workers)
    {
        int points = neighbours.Indices.Length / neighbours.Count;
        float[] conditional = new float[neighbours.Indices.Length];
        workers.Run(points, new RowJob(neighbours, perplexity, conditional));
        return Symmetric(neighbours, conditional, points);
    }

    private static Affinities Symmetric(Neighbours neighbours, float[] conditional, int points)
    {
        // Every entry stands in its own row and in its column's; where both have it, they are added.
        int[] room = new int[points + 1];
        for (int e = 0; e < conditional.Length; e++)
        {
            room[(e / neighbours.Count) + 1]++;
            room[neighbours.Indices[e] + 1]++;
        }

        for (int i = 0; i < points; i++)
        {
            room[i + 1] += room[i];
        }

        int[] columns = new int[room[points]], next = [.. room];
        float[] values = new float[columns.Length];
        for (int e = 0; e < conditional.Length; e++)
        {
            int i = e / neighbours.Count, j = neighbours.Indices[e];
            float half = conditional[e] / (2f * points);
            (columns[next[i]], values[next[i]++]) = (j, half);
            (columns[next[j]], values[next[j]++]) = (i, half);
        }

        int[] starts = new int[points + 1];
        int filled = 0;
        for (int i = 0; i < points; i++)
        {
            Array.Sort(columns, values, room[i], room[i + 1] - room[i]);
            starts[i] = filled;
            for (int e = room[i]; e < room[i + 1]; e++)
            {
                bool isTwin = filled > starts[i] && columns[filled - 1] == columns[e];
                if (isTwin)
                {
                    values[filled - 1] += values[e];
                }
                else
                {
                    (columns[filled], values[filled]) = (columns[e], values[e]);
                    filled++;
                }
            }
        }

        starts[points] = filled;
        return new Affinities(starts, columns[..filled], values[..filled]);
    }

    private readonly struct RowJob(Neighbours neighbours, double perplexity, float[] conditional) : IJob
    {
        public void Run(int piece)
        {
            ReadOnlySpan<float> squares = neighbours.SquaredDistances.AsSpan(piece * neighbours.Count, neighbours.Count);
            Span<float> row = conditional.AsSpan(piece * neighbours.Count, neighbours.Count);
            double[] weights = new double[squares.Length];
            double beta = 1, low = 0, high = double.PositiveInfinity, goal = PortableMath.Log(perplexity), sum = 1;
            for (int i = 0; i < MostHalvings; i++)
            {
                // Relative to the nearest, so that the largest exponential is 1 whatever the scale.
                double product = 0;
                sum = 0;
                for (int j = 0; j < weights.Length; j++)
                {
                    double apart = squares[j] - squares[0];
                    weights[j] = PortableMath.Exp(-beta * apart);
                    sum += weights[j];
                    product += weights[j] * apart;
                }

                double excess = PortableMath.Log(sum) + (beta * product / sum) - goal;
                if (Math.Abs(excess) < Tolerance)
                {
                    break;
                }

                (low, high) = excess > 0 ? (beta, high) : (low, beta);
                beta = double.IsPositiveInfinity(high) ? 2 * beta : (low + high) / 2;
            }

            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (float)(weights[j] / sum);
            }
        }
    }
}
