using System.Runtime.CompilerServices;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>The nearest other points of every point of a cloud, compared with all: exact up to the rounding of floats.</summary>
/// <remarks>A vector's lanes are points to compare with, and each sums its own coordinates in their order.</remarks>
/// <param name="Count">Neighbours of a point.</param>
/// <param name="Indices">Count for each point, nearest first; of equals the first one.</param>
/// <param name="SquaredDistances">As many.</param>
public sealed record Neighbours(int Count, int[] Indices, float[] SquaredDistances)
{
    private const int QueriesOfPiece = 32;
    private const int Chunk = 1024;   // points whose coordinates stay in the cache while a piece's points are compared with them

    /// <summary>The neighbours of one point.</summary>
    public ReadOnlySpan<int> Of(int point) => Indices.AsSpan(point * Count, Count);

    /// <summary>Finds them.</summary>
    /// <param name="points">The points; more than the neighbours that are wanted.</param>
    /// <param name="count">How many of each; at least 1.</param>
    /// <param name="workers">The threads; no bit depends on them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many other points.</exception>
    public static Neighbours Find(PointCloud points, int count, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(count, points.Count);
        int chunks = (points.Count + Chunk - 1) / Chunk;
        var columns = new Tensor(new Shape(chunks, points.Dimensions, Chunk));
        for (int i = 0; i < points.Count; i++)
        {
            for (int d = 0; d < points.Dimensions; d++)
            {
                columns.Span[(((i / Chunk * points.Dimensions) + d) * Chunk) + (i % Chunk)] = points[i][d];
            }
        }

        var found = new Neighbours(count, new int[points.Count * count], new float[points.Count * count]);
        workers.RunVectors((points.Count + QueriesOfPiece - 1) / QueriesOfPiece, new CompareJob(points, columns, found));
        return found;
    }

    private readonly struct CompareJob(PointCloud points, Tensor columns, Neighbours found) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * QueriesOfPiece, queries = Math.Min(QueriesOfPiece, points.Count - first);
            var distances = new Tensor(new Shape(Chunk));
            var nearest = new NearestHeap[queries];
            for (int q = 0; q < queries; q++)
            {
                nearest[q] = new NearestHeap(found.Count);
            }

            for (int chunk = 0; chunk < columns.Shape[0]; chunk++)
            {
                int start = chunk * Chunk, held = Math.Min(Chunk, points.Count - start);
                for (int q = 0; q < queries; q++)
                {
                    Compare<TLanes, TVector>(points[first + q], chunk, distances);
                    nearest[q].Add(distances.Span[..held], start, except: first + q);
                }
            }

            for (int q = 0; q < queries; q++)
            {
                nearest[q].Empty(found.Indices.AsSpan((first + q) * found.Count, found.Count), found.SquaredDistances.AsSpan((first + q) * found.Count, found.Count));
            }
        }

        private void Compare<TLanes, TVector>(ReadOnlySpan<float> query, int chunk, Tensor distances)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            ref float column = ref Unsafe.Add(ref columns.First, (nint)chunk * query.Length * Chunk);
            int step = 4 * TLanes.Count;   // divides the chunk
            for (int i = 0; i < Chunk; i += step)
            {
                TVector sum0 = TLanes.Zero, sum1 = TLanes.Zero, sum2 = TLanes.Zero, sum3 = TLanes.Zero;
                for (int d = 0; d < query.Length; d++)
                {
                    TVector own = TLanes.Spread(query[d]);
                    nint at = ((nint)d * Chunk) + i;
                    TVector apart0 = TLanes.Subtract(TLanes.Load(ref column, at), own);
                    TVector apart1 = TLanes.Subtract(TLanes.Load(ref column, at + TLanes.Count), own);
                    TVector apart2 = TLanes.Subtract(TLanes.Load(ref column, at + (2 * TLanes.Count)), own);
                    TVector apart3 = TLanes.Subtract(TLanes.Load(ref column, at + (3 * TLanes.Count)), own);
                    sum0 = TLanes.FusedMultiplyAdd(apart0, apart0, sum0);
                    sum1 = TLanes.FusedMultiplyAdd(apart1, apart1, sum1);
                    sum2 = TLanes.FusedMultiplyAdd(apart2, apart2, sum2);
                    sum3 = TLanes.FusedMultiplyAdd(apart3, apart3, sum3);
                }

                TLanes.Store(sum0, ref distances.First, i);
                TLanes.Store(sum1, ref distances.First, i + TLanes.Count);
                TLanes.Store(sum2, ref distances.First, i + (2 * TLanes.Count));
                TLanes.Store(sum3, ref distances.First, i + (3 * TLanes.Count));
            }
        }
    }
}
