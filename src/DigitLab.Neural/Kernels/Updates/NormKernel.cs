using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Norms of weights and gradients, in an order that the number of weights alone decides.</summary>
internal static class NormKernel
{
    // Sums kept apart in one piece: as many as the widest vectors' lanes four times over.
    private const int Sums = 64;

    /// <summary>Memory that <see cref="SumOfSquares"/> needs for tensors up to that length.</summary>
    internal static Tensor MemoryFor(int length) => new(new Shape(ElementwiseKernel.PiecesOf(length), Sums));

    /// <summary>Σ x², in double precision from sums of at most 128 floats.</summary>
    internal static double SumOfSquares(Tensor x, Tensor memory, Workers workers)
    {
        int pieces = ElementwiseKernel.PiecesOf(x.Length);
        workers.RunVectors(pieces, new SquaresJob(x, memory));
        double sum = 0;
        foreach (float part in memory.Span[..(pieces * Sums)])
        {
            sum += part;
        }

        return sum;
    }

    /// <summary>Brings the weights of each output down to a norm of at most <paramref name="largest"/>; outputs are the last axis.</summary>
    internal static void LimitColumns(Tensor weights, float largest, Workers workers) =>
        workers.RunVectors((weights.Shape[-1] + Sums - 1) / Sums, new LimitJob(weights, largest));

    private readonly struct SquaresJob(Tensor x, Tensor memory) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int start = piece * ElementwiseKernel.PieceLength, end = ElementwiseKernel.EndOf(piece, x.Length);
            Span<float> sums = memory.Span.Slice(piece * Sums, Sums);
            sums.Clear();
            for (int lane = 0; lane < Sums; lane += TLanes.Count)
            {
                TVector sum = TLanes.Zero;
                int i = start + lane;
                for (; i + TLanes.Count <= end; i += Sums)
                {
                    TVector value = TLanes.Load(ref x.First, i);
                    sum = TLanes.FusedMultiplyAdd(value, value, sum);
                }

                TLanes.Store(sum, ref sums[0], lane);
                for (int j = lane; i < end && j < lane + TLanes.Count; i++, j++)
                {
                    sums[j] = MathF.FusedMultiplyAdd(x.Span[i], x.Span[i], sums[j]);
                }
            }
        }
    }

    private readonly struct LimitJob(Tensor weights, float largest) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int columns = weights.Shape[-1], rows = weights.Length / columns, end = Math.Min((piece + 1) * Sums, columns);
            TVector limit = TLanes.Spread(largest);
            for (int o = piece * Sums; o < end; o += TLanes.Count)
            {
                TVector sum = TLanes.Zero;
                for (int r = 0; r < rows; r++)
                {
                    TVector w = TLanes.Load(ref weights.First, ((nint)r * columns) + o);
                    sum = TLanes.FusedMultiplyAdd(w, w, sum);
                }

                TVector norm = TLanes.SquareRoot(sum);
                TVector scale = TLanes.Select(TLanes.GreaterThan(norm, limit), TLanes.Divide(limit, norm), TLanes.Spread(1));
                for (int r = 0; r < rows; r++)
                {
                    ref float row = ref Unsafe.Add(ref weights.First, (nint)r * columns);
                    ElementwiseKernel.Store<TLanes, TVector>(TLanes.Multiply(scale, TLanes.Load(ref row, o)), ref row, o, end);
                }
            }
        }
    }
}
