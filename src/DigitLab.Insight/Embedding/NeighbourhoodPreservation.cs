using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>How many of each point's nearest neighbours are still among its nearest in an embedding.</summary>
public static class NeighbourhoodPreservation
{
    /// <summary>Mean over all points of the share of their k nearest that are among the k nearest in the embedding too, from 0 to 1.</summary>
    /// <param name="points">The points.</param>
    /// <param name="embedding">The same points, embedded.</param>
    /// <param name="count">How many neighbours, k.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="ArgumentException">The numbers of points differ.</exception>
    public static double Of(PointCloud points, PointCloud embedding, int count, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(embedding);
        if (points.Count != embedding.Count)
        {
            throw new ArgumentException($"Neighbourhoods: expected {points.Count} embedded points, got {embedding.Count}.", nameof(embedding));
        }

        Neighbours before = Neighbours.Find(points, count, workers), after = Neighbours.Find(embedding, count, workers);
        long kept = 0;
        for (int i = 0; i < points.Count; i++)
        {
            foreach (int neighbour in after.Of(i))
            {
                kept += before.Of(i).Contains(neighbour) ? 1 : 0;
            }
        }

        return (double)kept / ((long)points.Count * count);
    }
}
