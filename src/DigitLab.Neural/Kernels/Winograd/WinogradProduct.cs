using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A convolution of stride 1 by tiles: transformed weights, tables, and the work over them.</summary>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal sealed class WinogradProduct<TFilter>
    where TFilter : struct, IMinimalFilter
{
    // Channels out in one piece of a single sample's work, which has too few tiles for several threads.
    private const int ChannelsAtOnce = 48;

    private readonly WinogradTiling<TFilter> _tiling;
    private readonly int[] _tileRows;
    private readonly int[] _channelSteps;
    private WinogradWeights<TFilter> _weights;

    internal WinogradProduct(WinogradTiling<TFilter> tiling, Workers workers)
    {
        _tiling = tiling;
        _tileRows = Offsets.Multiples(tiling.TilesAtOnce, tiling.InStride);
        _channelSteps = Offsets.Multiples(tiling.Input[3], 1);
        _weights = new WinogradWeights<TFilter>(tiling.Input[3], tiling.OutChannels);
        workers.Scratch.Reserve(ScratchLength);
    }

    // A row of tiles in, its products, and of all rows the products put together along the row.
    private int ScratchLength => TFilter.Side * (_tiling.InPlane + _tiling.OutPlane + (TFilter.Outputs * _tiling.OutPlane));

    /// <summary>Transforms the weights <c>[r, r, channels in, channels out]</c>, for all calls of <see cref="Run"/> that follow.</summary>
    internal void TakeWeights(Tensor weights, Workers workers) => _weights.Take(weights, workers);

    /// <summary>Works from now on with the transformed weights of another product of the same channels, whichever it takes.</summary>
    internal void ShareWeightsOf(WinogradProduct<TFilter> other) => _weights = other._weights;

    /// <summary>The convolution, with the weights last taken.</summary>
    internal void Run(Tensor input, Tensor? bias, Tensor output, ProductEnd end, Workers workers)
    {
        int channels = _tiling.Input[0] == 1 ? ChannelsAtOnce : _tiling.OutChannels;
        var job = new TilesJob(this, input, bias, output, end, channels, workers.Scratch);
        workers.RunVectors(job.Pieces, job);
    }

    // Some tiles, some channels out.
    private readonly struct TilesJob(
        WinogradProduct<TFilter> product, Tensor input, Tensor? bias, Tensor output, ProductEnd end, int channelsAtOnce, ScratchMemory scratch) : IVectorJob
    {
        internal int Pieces => (product._tiling.Tiles + product._tiling.TilesAtOnce - 1) / product._tiling.TilesAtOnce * ChannelBlocks;

        private int ChannelBlocks => (product._tiling.OutChannels + channelsAtOnce - 1) / channelsAtOnce;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = product._tiling;
            (int group, int block) = Math.DivRem(piece, ChannelBlocks);
            int first = group * tiling.TilesAtOnce, count = Math.Min(tiling.TilesAtOnce, tiling.Tiles - first);
            int channel = block * channelsAtOnce, endChannel = Math.Min(channel + channelsAtOnce, tiling.OutChannels);
            int taken = scratch.Take(product.ScratchLength, out Tensor memory);
            try
            {
                ref float planes = ref memory.First;
                ref float products = ref Unsafe.Add(ref planes, (nint)TFilter.Side * tiling.InPlane);
                ref float sums = ref Unsafe.Add(ref products, (nint)TFilter.Side * tiling.OutPlane);
                for (int row = 0; row < TFilter.Side; row++)
                {
                    tiling.TransformInput<TLanes, TVector>(input, row, first, count, ref planes, tiling.InPlane);
                    for (int column = 0; column < TFilter.Side; column++)
                    {
                        PatchProduct.Run<TLanes, TVector>(
                            ref Unsafe.Add(ref planes, (nint)column * tiling.InPlane),
                            product._tileRows.AsSpan(0, count),
                            product._channelSteps,
                            ref Unsafe.Add(ref product._weights.Of((TFilter.Side * row) + column), channel),
                            product._weights.Stride,
                            endChannel - channel,
                            ref Unsafe.Add(ref products, ((nint)column * tiling.OutPlane) + channel),
                            tiling.OutStride,
                            ProductStart.Zero,
                            ref products);
                    }

                    AddUpRow<TLanes, TVector>(
                        count, channel, endChannel, ref products, ref Unsafe.Add(ref sums, (nint)row * TFilter.Outputs * tiling.OutPlane));
                }

                StoreOutputs<TLanes, TVector>(first, count, channel, endChannel, ref sums);
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        // p A: the planes of a row become m.
        private void AddUpRow<TLanes, TVector>(int count, int firstChannel, int endChannel, ref float products, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            nint plane = product._tiling.OutPlane;
            for (int t = 0; t < count; t++)
            {
                int tile = t * product._tiling.OutStride;
                for (int at = tile + firstChannel; at < tile + endChannel; at += TLanes.Count)
                {
                    WinogradTransform.Output<TFilter, TLanes, TVector>(
                        ref Unsafe.Add(ref products, at), plane, out TVector y0, out TVector y1, out TVector y2, out TVector y3);
                    TLanes.Store(y0, ref sums, at);
                    TLanes.Store(y1, ref sums, at + plane);
                    if (TFilter.Outputs == 4)
                    {
                        TLanes.Store(y2, ref sums, at + (2 * plane));
                        TLanes.Store(y3, ref sums, at + (3 * plane));
                    }
                }
            }
        }

        // Aᵀ p A: the rows' sums become outputs, of which those inside are stored.
        private void StoreOutputs<TLanes, TVector>(int first, int count, int firstChannel, int endChannel, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = product._tiling;
            int channels = tiling.OutChannels;
            for (int t = 0; t < count; t++)
            {
                (int n, int i, int j) = tiling.PlaceOf(first + t);
                (i, j) = (TFilter.Outputs * i, TFilter.Outputs * j);
                int rows = Math.Min(TFilter.Outputs, tiling.OutHeight - i), columns = Math.Min(TFilter.Outputs, tiling.OutWidth - j);
                ref float tile = ref Unsafe.Add(ref output.First, (((((nint)n * tiling.OutHeight) + i) * tiling.OutWidth) + j) * channels);
                for (int column = 0; column < columns; column++)
                {
                    StoreColumn<TLanes, TVector>(
                        ref Unsafe.Add(ref sums, ((nint)column * tiling.OutPlane) + ((nint)t * tiling.OutStride)),
                        rows,
                        firstChannel,
                        endChannel,
                        ref Unsafe.Add(ref tile, column * channels));
                }
            }
        }

        private void StoreColumn<TLanes, TVector>(ref float sums, int rows, int firstChannel, int endChannel, ref float y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = product._tiling;
            nint row = (nint)tiling.OutWidth * tiling.OutChannels, plane = (nint)TFilter.Outputs * tiling.OutPlane;
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
