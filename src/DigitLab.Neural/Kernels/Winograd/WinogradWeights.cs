using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A convolution's weights as its tiles want them: matrices G g Gᵀ, one for each of a tile's products.</summary>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal sealed class WinogradWeights<TFilter>
    where TFilter : struct, IMinimalFilter
{
    private readonly Tensor _products;
    private readonly int _rows;
    private readonly int _columns;

    /// <param name="rows">Rows of each matrix: channels that are summed over.</param>
    /// <param name="columns">Its columns: channels of the result.</param>
    internal WinogradWeights(int rows, int columns)
    {
        (_rows, _columns, Stride) = (rows, columns, WinogradTiling<TFilter>.Aligned(columns));
        _products = new Tensor(new Shape(WinogradTiling<TFilter>.Products, rows, Stride));
    }

    /// <summary>From one row of a matrix to the next.</summary>
    internal int Stride { get; }

    /// <summary>The matrix of one of the products.</summary>
    internal ref float Of(int product) => ref Unsafe.Add(ref _products.First, (nint)product * _rows * Stride);

    /// <summary>Transforms weights <c>[r, r, rows, columns]</c>.</summary>
    internal void Take(Tensor weights, Workers workers) => workers.RunVectors(_rows, new RowJob(this, weights));

    private readonly struct RowJob(WinogradWeights<TFilter> to, Tensor weights) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => WinogradTransform.Weights<TFilter, TLanes, TVector>(
                ref Unsafe.Add(ref weights.First, (nint)piece * to._columns),
                (nint)to._rows * to._columns,
                to._columns,
                ref Unsafe.Add(ref to._products.First, (nint)piece * to.Stride),
                (nint)to._rows * to.Stride);
    }
}
