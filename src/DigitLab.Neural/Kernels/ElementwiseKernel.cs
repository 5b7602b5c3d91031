using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Functions of each number by itself, and sums of whole arrays.</summary>
internal static class ElementwiseKernel
{
    /// <summary>Numbers in one piece of work: a few microseconds, and a multiple of every width.</summary>
    internal const int PieceLength = 8192;

    /// <summary>y = x, or 0 where x is below it; NaN stays NaN.</summary>
    internal static void Relu(Tensor x, Tensor y, Workers workers) => workers.RunVectors(PiecesOf(x.Length), new ReluJob(x, y));

    /// <summary>∂x = ∂y where y is above 0, else 0; ∂y also where y is NaN.</summary>
    internal static void ReluGradient(Tensor y, Tensor yGradient, Tensor xGradient, Workers workers) =>
        workers.RunVectors(PiecesOf(y.Length), new ReluGradientJob(y, yGradient, xGradient));

    /// <summary>y = a · b.</summary>
    internal static void Multiply(Tensor a, Tensor b, Tensor y, Workers workers) =>
        workers.RunVectors(PiecesOf(y.Length), new MultiplyJob(a, b, y));

    /// <summary>y = a + b; y may be a.</summary>
    internal static void Add(Tensor a, Tensor b, Tensor y, Workers workers) =>
        workers.RunVectors(PiecesOf(y.Length), new AddJob(a, b, y));

    /// <summary>y = kept · y + (1 − kept) · x, as x + kept · (y − x).</summary>
    internal static void Blend(Tensor x, float kept, Tensor y, Workers workers) =>
        workers.RunVectors(PiecesOf(y.Length), new BlendJob(x, kept, y));

    /// <summary>sum[i] += Σ_p parts[start + p · stride + i], the parts added up first, p ascending from 0.</summary>
    internal static void AddParts(Tensor parts, int start, int stride, int count, Tensor sum, Workers workers) =>
        workers.RunVectors(PiecesOf(sum.Length), new AddPartsJob(parts, start, stride, count, sum));

    /// <summary>sum[o] = Σ_r x[r, o], r ascending from 0; or added to what sum[o] holds, term by term.</summary>
    internal static void SumRows<TLanes, TVector>(ref float x, int rows, int columns, ref float sum, ProductStart start = ProductStart.Zero)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int o = 0; o < columns; o += TLanes.Count)
        {
            TVector total = start == ProductStart.Sums ? TLanes.Load(ref sum, o) : TLanes.Zero;
            for (int r = 0; r < rows; r++)
            {
                total = TLanes.Add(total, TLanes.Load(ref x, ((nint)r * columns) + o));
            }

            Store<TLanes, TVector>(total, ref sum, o, columns);
        }
    }

    /// <summary>A vector's numbers where they are above 0, else 0; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Rectified<TLanes, TVector>(TVector value)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => Passed<TLanes, TVector>(value, value);

    /// <summary>A gradient where the rectifier's input, or output, is above 0 or NaN; else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Passed<TLanes, TVector>(TVector value, TVector gradient)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Select(TLanes.LessThanOrEqual(value, TLanes.Zero), TLanes.Zero, gradient);

    /// <summary>How many pieces an array of that length is cut into.</summary>
    internal static int PiecesOf(int length) => (length + PieceLength - 1) / PieceLength;

    /// <summary>The end of a piece in an array of that length.</summary>
    internal static int EndOf(int piece, int length) => Math.Min((piece + 1) * PieceLength, length);

    /// <summary>Stores a vector, or what of it lies before the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<TLanes, TVector>(TVector value, ref float start, int offset, int end)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (offset + TLanes.Count <= end)
        {
            TLanes.Store(value, ref start, offset);
        }
        else
        {
            TLanes.StorePart(value, ref start, offset, end - offset);
        }
    }

    private readonly struct ReluJob(Tensor x, Tensor y) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = EndOf(piece, x.Length);
            for (int i = piece * PieceLength; i < end; i += TLanes.Count)
            {
                Store<TLanes, TVector>(Rectified<TLanes, TVector>(TLanes.Load(ref x.First, i)), ref y.First, i, end);
            }
        }
    }

    private readonly struct ReluGradientJob(Tensor y, Tensor yGradient, Tensor xGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = EndOf(piece, y.Length);
            for (int i = piece * PieceLength; i < end; i += TLanes.Count)
            {
                TVector gradient = Passed<TLanes, TVector>(TLanes.Load(ref y.First, i), TLanes.Load(ref yGradient.First, i));
                Store<TLanes, TVector>(gradient, ref xGradient.First, i, end);
            }
        }
    }

    private readonly struct MultiplyJob(Tensor a, Tensor b, Tensor y) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = EndOf(piece, y.Length);
            for (int i = piece * PieceLength; i < end; i += TLanes.Count)
            {
                Store<TLanes, TVector>(TLanes.Multiply(TLanes.Load(ref a.First, i), TLanes.Load(ref b.First, i)), ref y.First, i, end);
            }
        }
    }

    private readonly struct AddJob(Tensor a, Tensor b, Tensor y) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = EndOf(piece, y.Length);
            for (int i = piece * PieceLength; i < end; i += TLanes.Count)
            {
                Store<TLanes, TVector>(TLanes.Add(TLanes.Load(ref a.First, i), TLanes.Load(ref b.First, i)), ref y.First, i, end);
            }
        }
    }

    private readonly struct BlendJob(Tensor x, float kept, Tensor y) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = EndOf(piece, y.Length);
            for (int i = piece * PieceLength; i < end; i += TLanes.Count)
            {
                TVector target = TLanes.Load(ref x.First, i), apart = TLanes.Subtract(TLanes.Load(ref y.First, i), target);
                Store<TLanes, TVector>(TLanes.FusedMultiplyAdd(TLanes.Spread(kept), apart, target), ref y.First, i, end);
            }
        }
    }

    private readonly struct AddPartsJob(Tensor parts, int start, int stride, int count, Tensor sum) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = EndOf(piece, sum.Length);
            for (int i = piece * PieceLength; i < end; i += TLanes.Count)
            {
                TVector total = TLanes.Zero;
                for (int p = 0; p < count; p++)
                {
                    total = TLanes.Add(total, TLanes.Load(ref parts.First, (nint)start + ((nint)p * stride) + i));
                }

                Store<TLanes, TVector>(TLanes.Add(TLanes.Load(ref sum.First, i), total), ref sum.First, i, end);
            }
        }
    }
}
