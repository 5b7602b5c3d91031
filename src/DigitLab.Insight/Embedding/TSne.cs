using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>t-distributed stochastic neighbour embedding: points of many dimensions in the plane, so that neighbours stay neighbours.</summary>
/// <remarks>
/// Descends on KL(P‖Q), q_ij ∝ 1 / (1 + |y_i − y_j|²), with momentum and a gain for each coordinate; far points repel as crowds (<see cref="PlaneTree"/>).
/// It starts from the first two coordinates, scaled to a deviation of 10⁻⁴; the rate is max(n / exaggeration, 50). Every sum has a fixed order: no bit
/// depends on the number of threads. Sources: van der Maaten, Hinton 2008, JMLR 9; van der Maaten 2014, JMLR 15; start: Kobak, Berens 2019, Nature
/// Communications 10; rate: Belkina et al. 2019, Nature Communications 10.
/// </remarks>
public static class TSne
{
    private const double StartDeviation = 1e-4;
    private const double LeastGain = 0.01;
    private const int PointsOfPiece = 256;

    /// <summary>Embeds points in the plane.</summary>
    /// <param name="points">The points, their first two coordinates those of the largest variance.</param>
    /// <param name="settings">How.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="progress">Called after each step with its number, from 1.</param>
    /// <param name="cancellation">Ends the descent between two steps.</param>
    /// <exception cref="ArgumentException">There are not more than three times as many points as the perplexity, or they have one coordinate.</exception>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    public static PointCloud Of(PointCloud points, TSneSettings settings, Workers workers, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Perplexity, 2, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Iterations, 1, nameof(settings));
        int neighbours = (int)(3 * settings.Perplexity);
        if (points.Count <= neighbours || points.Dimensions < 2)
        {
            throw new ArgumentException(
                $"t-SNE: expected more than {neighbours} points of 2 or more coordinates for a perplexity of {settings.Perplexity}, got {points.Count} of {points.Dimensions}: take more digits.",
                nameof(points));
        }

        return Of(points, Neighbours.Find(points, neighbours, workers), settings, workers, progress, cancellation);
    }

    /// <summary>Embeds points whose neighbours are known: three for each unit of the perplexity.</summary>
    internal static PointCloud Of(PointCloud points, Neighbours neighbours, TSneSettings settings, Workers workers, Action<int>? progress, CancellationToken cancellation)
    {
        Affinities affinities = Affinities.Of(neighbours, settings.Perplexity, workers);
        int n = points.Count;
        double[] plane = Start(points), step = new double[2 * n], gains = new double[2 * n], forces = new double[2 * n], sums = new double[n];
        Array.Fill(gains, 1);
        var tree = new PlaneTree(n);
        double rate = Math.Max(n / settings.EarlyExaggeration, 50);
        for (int iteration = 0; iteration < settings.Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool isEarly = iteration < settings.EarlyIterations;
            tree.Build(plane);
            workers.Run(Pieces(n), new RepelJob(tree, plane, forces, sums, settings.Angle * settings.Angle));
            double sum = 0;
            foreach (double own in sums)
            {
                sum += own;
            }

            workers.Run(Pieces(n), new AttractJob(affinities, tree, plane, forces, isEarly ? settings.EarlyExaggeration : 1, sum));
            Descend(plane, forces, step, gains, rate, isEarly ? 0.5 : 0.8);
            Center(plane);
            progress?.Invoke(iteration + 1);
        }

        return new PointCloud(2, [.. plane.Select(coordinate => (float)coordinate)]);
    }

    private static int Pieces(int points) => (points + PointsOfPiece - 1) / PointsOfPiece;

    private static double[] Start(PointCloud points)
    {
        double[] plane = new double[2 * points.Count];
        double square = 0;
        for (int i = 0; i < points.Count; i++)
        {
            (plane[2 * i], plane[(2 * i) + 1]) = (points[i][0], points[i][1]);
            square += (double)points[i][0] * points[i][0];
        }

        double scale = StartDeviation / Math.Sqrt(Math.Max(square / points.Count, double.Epsilon));
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] *= scale;
        }

        return plane;
    }

    // A coordinate that keeps its direction speeds up, one that swings slows down (Jacobs 1988).
    private static void Descend(double[] plane, double[] forces, double[] step, double[] gains, double rate, double momentum)
    {
        for (int i = 0; i < plane.Length; i++)
        {
            bool keeps = forces[i] * step[i] < 0;
            gains[i] = Math.Max(LeastGain, keeps ? gains[i] + 0.2 : gains[i] * 0.8);
            step[i] = (momentum * step[i]) - (rate * gains[i] * forces[i]);
            plane[i] += step[i];
        }
    }

    private static void Center(double[] plane)
    {
        for (int axis = 0; axis < 2; axis++)
        {
            double sum = 0;
            for (int i = axis; i < plane.Length; i += 2)
            {
                sum += plane[i];
            }

            double mean = sum / (plane.Length / 2);
            for (int i = axis; i < plane.Length; i += 2)
            {
                plane[i] -= mean;
            }
        }
    }

    // Points near each other in the plane one after the other: they walk through the same part of the tree.
    private readonly struct RepelJob(PlaneTree tree, double[] plane, double[] forces, double[] sums, double squareAngle) : IJob
    {
        public void Run(int piece)
        {
            for (int place = piece * PointsOfPiece; place < Math.Min((piece + 1) * PointsOfPiece, sums.Length); place++)
            {
                int i = tree.Order[place];
                (forces[2 * i], forces[(2 * i) + 1], sums[i]) = tree.Repulsion(plane[2 * i], plane[(2 * i) + 1], squareAngle);
            }
        }
    }

    // 4 (Σ_j e · p_ij q_ij (y_i − y_j) − Σ_j q_ij² (y_i − y_j) / Σ q), e the exaggeration, q not yet divided by its sum.
    private readonly struct AttractJob(Affinities affinities, PlaneTree tree, double[] plane, double[] forces, double exaggeration, double sum) : IJob
    {
        public void Run(int piece)
        {
            for (int place = piece * PointsOfPiece; place < Math.Min((piece + 1) * PointsOfPiece, tree.Order.Length); place++)
            {
                int i = tree.Order[place];
                double x = plane[2 * i], y = plane[(2 * i) + 1], pullX = 0, pullY = 0;
                for (int e = affinities.Starts[i]; e < affinities.Starts[i + 1]; e++)
                {
                    int j = affinities.Columns[e];
                    double dx = x - plane[2 * j], dy = y - plane[(2 * j) + 1];
                    double pull = affinities.Values[e] / (1 + (dx * dx) + (dy * dy));
                    pullX += pull * dx;
                    pullY += pull * dy;
                }

                forces[2 * i] = 4 * ((exaggeration * pullX) - (forces[2 * i] / sum));
                forces[(2 * i) + 1] = 4 * ((exaggeration * pullY) - (forces[(2 * i) + 1] / sum));
            }
        }
    }
}
