using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Makes a matrix nearly orthogonal: its singular vectors stay, its singular values all come near 1.</summary>
/// <remarks>
/// Five iterations X ← X(aI + bA + cA²) with A = XᵀX, for a tall X that has been brought to norm 1. The constants a, b, c make small singular
/// values grow fastest and let the large ones end between about 0.7 and 1.2, which serves as well as exactly 1. Source: Jordan et al. 2024,
/// "Muon", the Newton–Schulz iteration and its coefficients. All iterations are polynomials of the first A, so they are done on that small
/// matrix alone, A ← FAF with F = aI + bA + cA², and X is multiplied once, by the product of all F.
/// </remarks>
internal static class OrthogonalizationKernel
{
    internal const int Iterations = 5;
    internal const float Linear = 3.4445f;
    internal const float Cubic = -4.7750f;
    internal const float Quintic = 2.0315f;

    private const int BlockLength = 64;   // rows, and columns, of a product in one piece of work

    /// <summary>Replaces the plan's given matrix.</summary>
    /// <param name="plan">The matrix and memory.</param>
    /// <param name="scale">What it is multiplied by first: one over its norm.</param>
    /// <param name="workers">The threads.</param>
    internal static void Run(OrthogonalizationPlan plan, float scale, Workers workers)
    {
        Copy(plan.Given, plan.X, scale, plan.IsTurned, workers);
        Multiply(plan.X, plan.Consecutive, plan.RowStarts, plan.X, plan.Gram, workers);   // XᵀX: a row is a column of X
        for (int i = 0; i < Iterations; i++)
        {
            Square(plan, plan.Gram, plan.Gram, plan.Factor, workers);
            workers.RunVectors(BlocksOf(plan.Short), new PolynomialJob(plan.Gram, plan.Factor));
            if (i == 0)
            {
                plan.Factor.Span.CopyTo(plan.Product.Span);
            }
            else
            {
                Square(plan, plan.Product, plan.Factor, plan.Between, workers);
                plan.Between.Span.CopyTo(plan.Product.Span);
            }

            if (i < Iterations - 1)
            {
                Square(plan, plan.Factor, plan.Gram, plan.Between, workers);
                Square(plan, plan.Between, plan.Factor, plan.Gram, workers);
            }
        }

        Multiply(plan.X, plan.RowStarts, plan.Consecutive, plan.Product, plan.Next, workers);
        Copy(plan.Next, plan.Given, 1, plan.IsTurned, workers);
    }

    private static void Copy(Tensor from, Tensor to, float scale, bool isTurned, Workers workers)
    {
        if (isTurned)
        {
            workers.Run(BlocksOf(from.Shape[1]), new TurnJob(from, to, scale));
        }
        else
        {
            workers.RunVectors(ElementwiseKernel.PiecesOf(from.Length), new ScaleJob(from, to, scale));
        }
    }

    // y = a · b, all three square.
    private static void Square(OrthogonalizationPlan plan, Tensor a, Tensor b, Tensor y, Workers workers) =>
        Multiply(a, plan.RowStarts.AsMemory(0, plan.Short), plan.Consecutive, b, y, workers);

    private static void Multiply(Tensor x, ReadOnlyMemory<int> rows, ReadOnlyMemory<int> steps, Tensor w, Tensor y, Workers workers) =>
        workers.RunVectors(BlocksOf(rows.Length) * BlocksOf(w.Shape[1]), new ProductJob(x, rows, steps, w, y));

    private static int BlocksOf(int length) => (length + BlockLength - 1) / BlockLength;

    // y[r, o] = Σ_t x[rows[r] + steps[t]] · w[t, o], t ascending.
    private readonly struct ProductJob(Tensor x, ReadOnlyMemory<int> rows, ReadOnlyMemory<int> steps, Tensor w, Tensor y) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int columns = w.Shape[1];
            (int columnBlock, int rowBlock) = Math.DivRem(piece, BlocksOf(rows.Length));
            int row = rowBlock * BlockLength, column = columnBlock * BlockLength;
            PatchProduct.Run<TLanes, TVector>(
                ref x.First,
                rows.Span.Slice(row, Math.Min(BlockLength, rows.Length - row)),
                steps.Span,
                ref Unsafe.Add(ref w.First, column),
                columns,
                Math.Min(BlockLength, columns - column),
                ref Unsafe.Add(ref y.First, ((nint)row * columns) + column),
                columns,
                ProductStart.Zero,
                ref y.First);
        }
    }

    // factor = aI + b·gram + c·factor, where factor held gram².
    private readonly struct PolynomialJob(Tensor gram, Tensor factor) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int side = gram.Shape[0], endOfRows = Math.Min((piece + 1) * BlockLength, side), end = endOfRows * side;
            TVector cubic = TLanes.Spread(Cubic), quintic = TLanes.Spread(Quintic);
            for (int i = piece * BlockLength * side; i < end; i += TLanes.Count)
            {
                TVector first = TLanes.Multiply(cubic, TLanes.Load(ref gram.First, i));
                ElementwiseKernel.Store<TLanes, TVector>(
                    TLanes.FusedMultiplyAdd(quintic, TLanes.Load(ref factor.First, i), first), ref factor.First, i, end);
            }

            Span<float> numbers = factor.Span;
            for (int r = piece * BlockLength; r < endOfRows; r++)
            {
                numbers[(r * side) + r] += Linear;
            }
        }
    }

    // to = scale · from.
    private readonly struct ScaleJob(Tensor from, Tensor to, float scale) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = ElementwiseKernel.EndOf(piece, from.Length);
            for (int i = piece * ElementwiseKernel.PieceLength; i < end; i += TLanes.Count)
            {
                TVector scaled = TLanes.Multiply(TLanes.Spread(scale), TLanes.Load(ref from.First, i));
                ElementwiseKernel.Store<TLanes, TVector>(scaled, ref to.First, i, end);
            }
        }
    }

    // to = scale · fromᵀ.
    private readonly struct TurnJob(Tensor from, Tensor to, float scale) : IJob
    {
        public void Run(int piece)
        {
            int rows = from.Shape[0], columns = from.Shape[1], end = Math.Min((piece + 1) * BlockLength, columns);
            ReadOnlySpan<float> source = from.Span;
            for (int o = piece * BlockLength; o < end; o++)
            {
                Span<float> row = to.Span.Slice(o * rows, rows);
                for (int r = 0, at = o; r < rows; r++, at += columns)
                {
                    row[r] = scale * source[at];
                }
            }
        }
    }
}
