using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A convolution 3×3 of stride 1 by tiles, in one direction: transformed weights, tables, and the work over them.</summary>
internal sealed class WinogradProduct
{
    private readonly WinogradTiling _tiling;
    private readonly int[] _tileRows;
    private readonly int[] _channelSteps;
    private Tensor _weights;
    private readonly int _weightPlane;

    internal WinogradProduct(WinogradTiling tiling, Workers workers)
    {
        _tiling = tiling;
        _tileRows = Offsets.Multiples(tiling.TilesAtOnce, tiling.InStride);
        _channelSteps = Offsets.Multiples(tiling.Input[3], 1);
        _weightPlane = tiling.Input[3] * tiling.OutStride;
        _weights = new Tensor(new Shape(WinogradTiling.Products, tiling.Input[3], tiling.OutStride));
        workers.Scratch.Reserve(tiling.ScratchLength);
    }

    /// <summary>Transforms the weights <c>[3, 3, channels in, channels out]</c>, for all calls of <see cref="Run"/> that follow.</summary>
    internal void TakeWeights(Tensor weights, Workers workers) => workers.RunVectors(_tiling.Input[3], new WeightsJob(this, weights));

    /// <summary>Works from now on with the transformed weights of another product of the same channels, whichever it takes.</summary>
    internal void ShareWeightsOf(WinogradProduct other) => _weights = other._weights;

    /// <summary>The convolution, with the weights last taken.</summary>
    internal void Run(Tensor input, Tensor? bias, Tensor output, ProductEnd end, Workers workers) =>
        workers.RunVectors((_tiling.Tiles + _tiling.TilesAtOnce - 1) / _tiling.TilesAtOnce, new TilesJob(this, input, bias, output, end, workers.Scratch));

    /// <summary>One row of the transforms of some tiles, into its four planes.</summary>
    internal static void TransformInput<TLanes, TVector>(
        WinogradTiling tiling, Tensor input, int row, int firstTile, int count, ref float planes, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        (int first, int second, float sign) = WinogradTiling.RowsOf(row);
        for (int done = 0; done < count;)
        {
            (int n, int i, int j) = tiling.PlaceOf(firstTile + done);
            int tiles = Math.Min(count - done, tiling.TilesAcross - j), top = (2 * i) - tiling.PaddingTop;
            WinogradTransform.InputRow<TLanes, TVector>(
                ref tiling.InputRow(input, n, top + first),
                ref tiling.InputRow(input, n, top + second),
                sign,
                (2 * j) - tiling.PaddingLeft,
                tiling.Input[2],
                tiling.Input[3],
                tiles,
                ref Unsafe.Add(ref planes, (nint)done * tiling.InStride),
                tiling.InStride,
                plane);
            done += tiles;
        }
    }

    private readonly struct WeightsJob(WinogradProduct product, Tensor weights) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = product._tiling;
            WinogradTransform.Weights<TLanes, TVector>(
                ref Unsafe.Add(ref weights.First, (nint)piece * tiling.OutChannels),
                (nint)tiling.Input[3] * tiling.OutChannels,
                tiling.OutChannels,
                ref Unsafe.Add(ref product._weights.First, (nint)piece * tiling.OutStride),
                product._weightPlane);
        }
    }

    private readonly struct TilesJob(WinogradProduct product, Tensor input, Tensor? bias, Tensor output, ProductEnd end, ScratchMemory scratch) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = product._tiling;
            int first = piece * tiling.TilesAtOnce, count = Math.Min(tiling.TilesAtOnce, tiling.Tiles - first);
            int taken = scratch.Take(tiling.ScratchLength, out Tensor memory);
            try
            {
                ref float sums = ref Unsafe.Add(ref memory.First, (nint)WinogradTiling.Rows * tiling.InPlane);
                for (int row = 0; row < WinogradTiling.Rows; row++)
                {
                    TransformInput<TLanes, TVector>(tiling, input, row, first, count, ref memory.First, tiling.InPlane);
                    for (int column = 0; column < 4; column++)
                    {
                        int plane = (4 * row) + column;
                        PatchProduct.Run<TLanes, TVector>(
                            ref Unsafe.Add(ref memory.First, (nint)column * tiling.InPlane),
                            product._tileRows.AsSpan(0, count),
                            product._channelSteps,
                            ref Unsafe.Add(ref product._weights.First, (nint)plane * product._weightPlane),
                            tiling.OutStride,
                            tiling.OutChannels,
                            ref Unsafe.Add(ref sums, (nint)plane * tiling.OutPlane),
                            tiling.OutStride,
                            ProductStart.Zero,
                            ref sums);
                    }
                }

                StoreOutputs<TLanes, TVector>(first, count, ref sums);
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        private void StoreOutputs<TLanes, TVector>(int first, int count, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = product._tiling;
            int channels = tiling.OutChannels, row = tiling.OutWidth * channels;
            for (int t = 0; t < count; t++)
            {
                (int n, int i, int j) = tiling.PlaceOf(first + t);
                bool hasRight = (2 * j) + 1 < tiling.OutWidth, hasBelow = (2 * i) + 1 < tiling.OutHeight;
                ref float y = ref Unsafe.Add(ref output.First, (((((nint)n * tiling.OutHeight) + (2 * i)) * tiling.OutWidth) + (2 * j)) * channels);
                for (int o = 0; o < channels; o += TLanes.Count)
                {
                    WinogradTransform.Output<TLanes, TVector>(
                        ref Unsafe.Add(ref sums, ((nint)t * tiling.OutStride) + o),
                        tiling.OutPlane,
                        out TVector y00,
                        out TVector y01,
                        out TVector y10,
                        out TVector y11);
                    Store<TLanes, TVector>(y00, ref y, o);
                    if (hasRight)
                    {
                        Store<TLanes, TVector>(y01, ref Unsafe.Add(ref y, channels), o);
                    }

                    if (hasBelow)
                    {
                        Store<TLanes, TVector>(y10, ref Unsafe.Add(ref y, row), o);
                    }

                    if (hasRight && hasBelow)
                    {
                        Store<TLanes, TVector>(y11, ref Unsafe.Add(ref y, row + channels), o);
                    }
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
