using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The input gradient of a convolution by tiles: the forward tiles turned round, ∂d = B [(G g Gᵀ) ∘ (A ∂y Aᵀ)] Bᵀ, added where they overlap.</summary>
/// <remarks>As a convolution with turned windows it would have tiles for the border too: r − 1 more rows and columns of outputs.</remarks>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal sealed class WinogradInputGradient<TFilter>
    where TFilter : struct, IMinimalFilter
{
    // Numbers of a piece's transformed tiles: less than half of a second-level cache, where the weights want to be too.
    private const int PieceFloats = 192 << 10;

    // Whole tiles of products: a multiple of 8 rows and of 6.
    private const int TilesOfProducts = 24;

    private const int MostTilesAtOnce = 96;

    private readonly WinogradTiling<TFilter> _tiling;
    private readonly WinogradWeights<TFilter> _weights;
    private readonly Tensor _turned;
    private readonly int[] _tileRows;
    private readonly int[] _channelSteps;
    private readonly int _tilesAtOnce;
    private readonly int _samplesAtOnce;
    private readonly int _inPlane;
    private readonly int _outPlane;

    internal WinogradInputGradient(WinogradTiling<TFilter> tiling, Workers workers)
    {
        _tiling = tiling;
        int inChannels = tiling.Input[3];
        _weights = new WinogradWeights<TFilter>(tiling.OutChannels, inChannels);
        _turned = new Tensor(new Shape(TFilter.Taps, TFilter.Taps, tiling.OutChannels, inChannels));
        int fitting = PieceFloats / (TFilter.Side * (tiling.OutStride + tiling.InStride + (TFilter.Side * tiling.InStride)));
        _tilesAtOnce = Math.Clamp(fitting / TilesOfProducts, 1, MostTilesAtOnce / TilesOfProducts) * TilesOfProducts;

        // Tiles overlap, so a sample's are all one thread's.
        _samplesAtOnce = Math.Max(1, _tilesAtOnce / tiling.TilesOfSample);
        _tileRows = Offsets.Multiples(_tilesAtOnce, tiling.OutStride);
        _channelSteps = Offsets.Multiples(tiling.OutChannels, 1);
        (_inPlane, _outPlane) = (WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.InStride), WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.OutStride));
        workers.Scratch.Reserve(ScratchLength);
    }

    // A row of tiles in, its products, and of all rows the products taken back along the row.
    private int ScratchLength => TFilter.Side * (_outPlane + _inPlane + (TFilter.Side * _inPlane));

    /// <summary>∂x, from the weights <c>[r, r, channels in, channels out]</c> and ∂y.</summary>
    internal void Run(Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        workers.Run(TFilter.Taps * TFilter.Taps, new TurnJob(weights, _turned));
        _weights.Take(_turned, workers);
        workers.RunVectors((_tiling.Input[0] + _samplesAtOnce - 1) / _samplesAtOnce, new SamplesJob(this, outputGradient, inputGradient, workers.Scratch));
    }

    // turned[u, v, o, c] = w[u, v, c, o], for one tap.
    private readonly struct TurnJob(Tensor weights, Tensor turned) : IJob
    {
        public void Run(int piece)
        {
            int inChannels = weights.Shape[2], outChannels = weights.Shape[3], first = piece * inChannels * outChannels;
            TransposeKernel.Turn(weights.Span[first..], outChannels, inChannels, outChannels, turned.Span[first..], inChannels);
        }
    }

    private readonly struct SamplesJob(WinogradInputGradient<TFilter> gradient, Tensor outputGradient, Tensor inputGradient, ScratchMemory scratch)
        : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = gradient._tiling;
            int first = piece * gradient._samplesAtOnce * tiling.TilesOfSample;
            int end = Math.Min(first + (gradient._samplesAtOnce * tiling.TilesOfSample), tiling.Tiles);
            int taken = scratch.Take(gradient.ScratchLength, out Tensor memory);
            try
            {
                for (; first < end; first += gradient._tilesAtOnce)
                {
                    AddTiles<TLanes, TVector>(first, Math.Min(gradient._tilesAtOnce, end - first), ref memory.First);
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        private void AddTiles<TLanes, TVector>(int first, int count, ref float planes)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = gradient._tiling;
            ref float products = ref Unsafe.Add(ref planes, (nint)TFilter.Side * gradient._outPlane);
            ref float sums = ref Unsafe.Add(ref products, (nint)TFilter.Side * gradient._inPlane);
            for (int row = 0; row < TFilter.Side; row++)
            {
                tiling.TransformOutputGradient<TLanes, TVector>(outputGradient, row, first, count, ref planes, gradient._outPlane);
                for (int column = 0; column < TFilter.Side; column++)
                {
                    PatchProduct.Run<TLanes, TVector>(
                        ref Unsafe.Add(ref planes, (nint)column * gradient._outPlane),
                        gradient._tileRows.AsSpan(0, count),
                        gradient._channelSteps,
                        ref gradient._weights.Of((TFilter.Side * row) + column),
                        gradient._weights.Stride,
                        tiling.Input[3],
                        ref Unsafe.Add(ref products, (nint)column * gradient._inPlane),
                        tiling.InStride,
                        ProductStart.Zero,
                        ref products);
                }

                TakeRowBack<TLanes, TVector>(count, ref products, ref Unsafe.Add(ref sums, (nint)row * TFilter.Side * gradient._inPlane));
            }

            for (int t = 0; t < count; t++)
            {
                AddTile<TLanes, TVector>(first + t, ref Unsafe.Add(ref sums, (nint)t * tiling.InStride));
            }
        }

        // p Bᵀ: the planes of a row become those of its columns.
        private void TakeRowBack<TLanes, TVector>(int count, ref float products, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            nint plane = gradient._inPlane;
            for (int at = 0; at < count * gradient._tiling.InStride; at += TLanes.Count)
            {
                WinogradTransform.InputGradient<TFilter, TLanes, TVector>(
                    ref Unsafe.Add(ref products, at),
                    plane,
                    out TVector d0,
                    out TVector d1,
                    out TVector d2,
                    out TVector d3,
                    out TVector d4,
                    out TVector d5,
                    out TVector d6,
                    out TVector d7);
                WinogradTransform.Store<TFilter, TLanes, TVector>(d0, d1, d2, d3, d4, d5, d6, d7, ref Unsafe.Add(ref sums, at), plane);
            }
        }

        // B p Bᵀ: what the tile sees of the picture. The first of the tiles that see a pixel writes it, the others add to it.
        private void AddTile<TLanes, TVector>(int tile, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = gradient._tiling;
            (int n, int i, int j) = tiling.PlaceOf(tile);
            int height = tiling.Input[1], width = tiling.Input[2], channels = tiling.Input[3];
            int top = (TFilter.Outputs * i) - tiling.PaddingTop, left = (TFilter.Outputs * j) - tiling.PaddingLeft;
            int overlap = TFilter.Side - TFilter.Outputs, seenAbove = i == 0 ? 0 : overlap, seenLeft = j == 0 ? 0 : overlap;
            int firstRow = Math.Max(0, -top), endRow = Math.Min(TFilter.Side, height - top);
            for (int column = Math.Max(0, -left); column < Math.Min(TFilter.Side, width - left); column++)
            {
                nint place = (((((nint)n * height) + top) * width) + left + column) * channels;
                AddColumn<TLanes, TVector>(
                    ref Unsafe.Add(ref sums, (nint)column * gradient._inPlane),
                    firstRow,
                    column < seenLeft ? TFilter.Side : seenAbove,
                    endRow,
                    ref inputGradient.First,
                    place);
            }
        }

        // Rows of a tile's column from first to end, of which those before seen are added.
        private void AddColumn<TLanes, TVector>(ref float sums, int first, int seen, int end, ref float gradients, nint place)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int channels = gradient._tiling.Input[3];
            nint row = (nint)gradient._tiling.Input[2] * channels, plane = (nint)TFilter.Side * gradient._inPlane;
            for (int c = 0; c < channels; c += TLanes.Count)
            {
                WinogradTransform.InputGradient<TFilter, TLanes, TVector>(
                    ref Unsafe.Add(ref sums, c),
                    plane,
                    out TVector d0,
                    out TVector d1,
                    out TVector d2,
                    out TVector d3,
                    out TVector d4,
                    out TVector d5,
                    out TVector d6,
                    out TVector d7);
                nint at = place + c;
                int left = channels - c;
                if (first <= 0 && end > 0)
                {
                    Put<TLanes, TVector>(d0, 0 < seen, ref gradients, at, left);
                }

                if (first <= 1 && end > 1)
                {
                    Put<TLanes, TVector>(d1, 1 < seen, ref gradients, at + row, left);
                }

                if (first <= 2 && end > 2)
                {
                    Put<TLanes, TVector>(d2, 2 < seen, ref gradients, at + (2 * row), left);
                }

                if (first <= 3 && end > 3)
                {
                    Put<TLanes, TVector>(d3, 3 < seen, ref gradients, at + (3 * row), left);
                }

                if (first <= 4 && end > 4)
                {
                    Put<TLanes, TVector>(d4, 4 < seen, ref gradients, at + (4 * row), left);
                }

                if (first <= 5 && end > 5)
                {
                    Put<TLanes, TVector>(d5, 5 < seen, ref gradients, at + (5 * row), left);
                }

                if (TFilter.Side == EightPoints.Side && first <= 6 && end > 6)
                {
                    Put<TLanes, TVector>(d6, 6 < seen, ref gradients, at + (6 * row), left);
                }

                if (TFilter.Side == EightPoints.Side && first <= 7 && end > 7)
                {
                    Put<TLanes, TVector>(d7, 7 < seen, ref gradients, at + (7 * row), left);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Put<TLanes, TVector>(TVector value, bool isSeen, ref float gradients, nint at, int channels)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            ref float to = ref Unsafe.Add(ref gradients, at);
            if (isSeen)
            {
                value = TLanes.Add(TLanes.Load(ref to, 0), value);
            }

            ElementwiseKernel.Store<TLanes, TVector>(value, ref to, 0, channels);
        }
    }
}
