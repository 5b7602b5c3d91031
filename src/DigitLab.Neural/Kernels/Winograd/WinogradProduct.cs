using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A convolution of stride 1 by tiles: transformed weights, tables, and the work over them.</summary>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal sealed class WinogradProduct<TFilter>
    where TFilter : struct, IMinimalFilter
{
    // Channels out in one piece of a single sample's work, which has too few tiles for several threads.
    private const int ChannelsAtOnce = 48;

    private const int MostTilesAtOnce = 48;

    private readonly WinogradTiling<TFilter> _tiling;
    private readonly int[] _tileRows;
    private readonly int[] _channelSteps;
    private readonly int _tilesAtOnce;
    private readonly int _inPlane;
    private readonly int _outPlane;
    private WinogradWeights<TFilter> _weights;

    internal WinogradProduct(WinogradTiling<TFilter> tiling, Workers workers)
    {
        _tiling = tiling;
        _tilesAtOnce = tiling.TilesThatFit(Math.Min(MostTilesAtOnce, (tiling.Tiles + 3) / 4));
        (_inPlane, _outPlane) = (WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.InStride), WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.OutStride));
        _tileRows = Offsets.Multiples(_tilesAtOnce, tiling.InStride);
        _channelSteps = Offsets.Multiples(tiling.InChannels, 1);
        _weights = new WinogradWeights<TFilter>(tiling.InChannels, tiling.OutChannels);
        workers.Scratch.Reserve(ScratchLength);
    }

    // Transformed tiles, their products, and of one tile the products put together along the rows.
    private int ScratchLength =>
        TileStrip.HalfwayLength<TFilter>()
        + (WinogradTiling<TFilter>.Products * (_inPlane + _outPlane))
        + (TFilter.Side * TFilter.Outputs * _tiling.OutStride);

    // Rows of the input that are normalized on the way come last.
    private int LengthWith(PendingNorm? norm) => ScratchLength + (norm is null ? 0 : _tiling.InputRowsLength);

    /// <summary>Transforms the weights <c>[r, r, channels in, channels out]</c>, for all calls of <see cref="Run"/> that follow.</summary>
    internal void TakeWeights(Tensor weights, Workers workers) => _weights.Take(weights, workers);

    /// <summary>Works from now on with the transformed weights of another product of the same channels, whichever it takes.</summary>
    internal void ShareWeightsOf(WinogradProduct<TFilter> other) => _weights = other._weights;

    /// <summary>The convolution, with the weights last taken, of an input that may still have to go through a normalization.</summary>
    internal void Run(Tensor input, PendingNorm? norm, Tensor? bias, Tensor output, ProductEnd end, Workers workers)
    {
        int channels = _tiling.Batch == 1 ? ChannelsAtOnce : _tiling.OutChannels;
        workers.Scratch.Reserve(LengthWith(norm));
        var job = new TilesJob(this, input, norm, bias, output, end, channels, workers.Scratch);
        workers.RunVectors(job.Pieces, job);
    }

    // Some tiles, some channels out.
    private readonly struct TilesJob(
        WinogradProduct<TFilter> product, Tensor input, PendingNorm? norm, Tensor? bias, Tensor output, ProductEnd end, int channelsAtOnce, ScratchMemory scratch) : IVectorJob
    {
        internal int Pieces => (product._tiling.Tiles + product._tilesAtOnce - 1) / product._tilesAtOnce * ChannelBlocks;

        private int ChannelBlocks => (product._tiling.OutChannels + channelsAtOnce - 1) / channelsAtOnce;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = product._tiling;
            (int group, int block) = Math.DivRem(piece, ChannelBlocks);
            int first = group * product._tilesAtOnce, count = Math.Min(product._tilesAtOnce, tiling.Tiles - first);
            int channel = block * channelsAtOnce, endChannel = Math.Min(channel + channelsAtOnce, tiling.OutChannels);
            int taken = scratch.Take(product.LengthWith(norm), out Tensor memory);
            try
            {
                ref float planes = ref Unsafe.Add(ref memory.First, TileStrip.HalfwayLength<TFilter>());
                ref float products = ref Unsafe.Add(ref planes, (nint)WinogradTiling<TFilter>.Products * product._inPlane);
                ref float sums = ref Unsafe.Add(ref products, (nint)WinogradTiling<TFilter>.Products * product._outPlane);
                ref float rows = ref Unsafe.Add(ref memory.First, product.ScratchLength);
                tiling.TransformInput<TLanes, TVector>(input, norm, ref rows, 0, TFilter.Side, first, count, ref memory.First, ref planes, product._inPlane);
                Multiply<TLanes, TVector>(count, channel, endChannel, ref planes, ref products);
                for (int t = 0; t < count; t++)
                {
                    AddUpRows<TLanes, TVector>(channel, endChannel, ref Unsafe.Add(ref products, t * tiling.OutStride), ref sums);
                    StoreTile<TLanes, TVector>(first + t, channel, endChannel, ref sums);
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        private void Multiply<TLanes, TVector>(int count, int channel, int endChannel, ref float planes, ref float products)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            for (int place = 0; place < WinogradTiling<TFilter>.Products; place++)
            {
                PatchProduct.Run<TLanes, TVector>(
                    ref Unsafe.Add(ref planes, (nint)place * product._inPlane),
                    product._tileRows.AsSpan(0, count),
                    product._channelSteps,
                    ref Unsafe.Add(ref product._weights.Of(place), channel),
                    product._weights.Stride,
                    endChannel - channel,
                    ref Unsafe.Add(ref products, ((nint)place * product._outPlane) + channel),
                    product._tiling.OutStride,
                    ProductStart.Zero,
                    ref products);
            }
        }

        // p A of a tile.
        private void AddUpRows<TLanes, TVector>(int firstChannel, int endChannel, ref float products, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            nint plane = product._outPlane, next = product._tiling.OutStride;
            for (int row = 0; row < TFilter.Side; row++)
            {
                for (int o = firstChannel; o < endChannel; o += TLanes.Count)
                {
                    WinogradTransform.Output<TFilter, TLanes, TVector>(
                        ref Unsafe.Add(ref products, o), plane, out TVector y0, out TVector y1, out TVector y2, out TVector y3);
                    TLanes.Store(y0, ref sums, o);
                    TLanes.Store(y1, ref sums, o + next);
                    if (TFilter.Outputs == 4)
                    {
                        TLanes.Store(y2, ref sums, o + (2 * next));
                        TLanes.Store(y3, ref sums, o + (3 * next));
                    }
                }

                products = ref Unsafe.Add(ref products, TFilter.Side * plane);
                sums = ref Unsafe.Add(ref sums, TFilter.Outputs * next);
            }
        }

        // Aᵀ p A: the rows' sums become outputs, of which those inside are stored.
        private void StoreTile<TLanes, TVector>(int tile, int firstChannel, int endChannel, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = product._tiling;
            int channels = tiling.OutChannels;
            (int n, int i, int j) = tiling.PlaceOf(tile);
            (i, j) = (TFilter.Outputs * i, TFilter.Outputs * j);
            int rows = Math.Min(TFilter.Outputs, tiling.OutHeight - i), columns = Math.Min(TFilter.Outputs, tiling.OutWidth - j);
            ref float corner = ref Unsafe.Add(ref output.First, (((((nint)n * tiling.OutHeight) + i) * tiling.OutWidth) + j) * channels);
            for (int column = 0; column < columns; column++)
            {
                StoreColumn<TLanes, TVector>(
                    ref Unsafe.Add(ref sums, column * tiling.OutStride), rows, firstChannel, endChannel, ref Unsafe.Add(ref corner, column * channels));
            }
        }

        private void StoreColumn<TLanes, TVector>(ref float sums, int rows, int firstChannel, int endChannel, ref float y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = product._tiling;
            nint row = (nint)tiling.OutWidth * tiling.OutChannels, plane = (nint)TFilter.Outputs * tiling.OutStride;
            for (int o = firstChannel; o < endChannel; o += TLanes.Count)
            {
                WinogradTransform.Output<TFilter, TLanes, TVector>(
                    ref Unsafe.Add(ref sums, o), plane, out TVector y0, out TVector y1, out TVector y2, out TVector y3);
                Store<TLanes, TVector>(y0, ref y, o);
                if (rows > 1)
                {
                    Store<TLanes, TVector>(y1, ref Unsafe.Add(ref y, row), o);
                }

                if (TFilter.Outputs == 4 && rows > 2)
                {
                    Store<TLanes, TVector>(y2, ref Unsafe.Add(ref y, 2 * row), o);
                }

                if (TFilter.Outputs == 4 && rows > 3)
                {
                    Store<TLanes, TVector>(y3, ref Unsafe.Add(ref y, 3 * row), o);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Store<TLanes, TVector>(TVector sum, ref float y, int o)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            if (bias is not null)
            {
                sum = TLanes.Add(sum, TLanes.Load(ref bias.First, o));
            }

            if (end == ProductEnd.Rectified)
            {
                sum = ElementwiseKernel.Rectified<TLanes, TVector>(sum);
            }

            ElementwiseKernel.Store<TLanes, TVector>(sum, ref y, o, product._tiling.OutChannels);
        }
    }
}
