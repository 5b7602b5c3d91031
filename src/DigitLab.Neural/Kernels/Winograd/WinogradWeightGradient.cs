using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The weight gradient of a convolution 3×3 by tiles: 16 products over all tiles, in parts of the batch, put together at the end.</summary>
internal sealed class WinogradWeightGradient
{
    // So many floats of partial sums at most: beyond, fewer parts, each over more samples. The bits depend on it, so it follows shapes alone.
    private const int MostPartFloats = 1 << 22;

    private readonly WinogradTiling _tiling;
    private readonly int[] _channelRows;
    private readonly int[] _tileSteps;
    private readonly Tensor _partials;
    private readonly int _partStride;

    internal WinogradWeightGradient(WinogradTiling tiling, Workers workers)
    {
        _tiling = tiling;
        _channelRows = Offsets.Multiples(tiling.Input[3], 1);
        _tileSteps = Offsets.Multiples(tiling.TilesAtOnce, tiling.InStride);
        SamplesPerPart = SamplesPerPartOf(tiling);
        _partStride = ((WinogradTiling.Products * tiling.Input[3]) + 1) * tiling.OutStride;
        _partials = new Tensor(new Shape(Parts, _partStride));
        workers.Scratch.Reserve(tiling.ScratchLength);
    }

    /// <summary>Samples whose gradients are summed together.</summary>
    internal int SamplesPerPart { get; }

    private int Parts => (_tiling.Input[0] + SamplesPerPart - 1) / SamplesPerPart;

    private int Plane => _tiling.Input[3] * _tiling.OutStride;

    /// <summary>Adds ∂w, and ∂b where there is one.</summary>
    internal void Add(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.RunVectors(Parts, new PartJob(this, input, outputGradient, biasGradient is not null, workers.Scratch));
        workers.RunVectors(_tiling.Input[3], new CollectJob(this, weightGradient));
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(_partials, WinogradTiling.Products * Plane, _partStride, Parts, biasGradient, workers);
        }
    }

    internal static int SamplesPerPartOf(WinogradTiling tiling)
    {
        int part = WinogradTiling.Products * tiling.Input[3] * tiling.OutStride, parts = Math.Clamp(MostPartFloats / part, 4, 16);
        return (tiling.Input[0] + parts - 1) / parts;
    }

    private readonly struct PartJob(WinogradWeightGradient gradient, Tensor input, Tensor outputGradient, bool hasBias, ScratchMemory scratch) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = gradient._tiling;
            int firstSample = piece * gradient.SamplesPerPart, samples = Math.Min(gradient.SamplesPerPart, tiling.Input[0] - firstSample);
            int tiles = samples * tiling.TilesOfSample;
            ref float partial = ref Unsafe.Add(ref gradient._partials.First, (nint)piece * gradient._partStride);
            int taken = scratch.Take(tiling.ScratchLength, out Tensor memory);
            try
            {
                for (int done = 0; done < tiles; done += tiling.TilesAtOnce)
                {
                    int count = Math.Min(tiling.TilesAtOnce, tiles - done);
                    AddTiles<TLanes, TVector>(memory, (firstSample * tiling.TilesOfSample) + done, count, ref partial, done == 0);
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }

            if (hasBias)
            {
                int places = tiling.OutHeight * tiling.OutWidth, channels = tiling.OutChannels;
                ElementwiseKernel.SumRows<TLanes, TVector>(
                    ref Unsafe.Add(ref outputGradient.First, (nint)firstSample * places * channels),
                    samples * places,
                    channels,
                    ref Unsafe.Add(ref partial, (nint)WinogradTiling.Products * gradient.Plane));
            }
        }

        private void AddTiles<TLanes, TVector>(Tensor memory, int first, int count, ref float partial, bool isFirst)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = gradient._tiling;
            int gradientAt = WinogradTiling.Products * tiling.InPlane, patchAt = gradientAt + (WinogradTiling.Products * tiling.OutPlane);
            WinogradProduct.TransformInput<TLanes, TVector>(tiling, input, first, count, memory, memory, patchAt);
            TransformGradient<TLanes, TVector>(first, count, ref Unsafe.Add(ref memory.First, gradientAt), memory.Span[patchAt..]);
            for (int plane = 0; plane < WinogradTiling.Products; plane++)
            {
                PatchProduct.Run<TLanes, TVector>(
                    ref Unsafe.Add(ref memory.First, (nint)plane * tiling.InPlane),
                    gradient._channelRows,
                    gradient._tileSteps.AsSpan(0, count),
                    ref Unsafe.Add(ref memory.First, gradientAt + ((nint)plane * tiling.OutPlane)),
                    tiling.OutStride,
                    tiling.OutChannels,
                    ref Unsafe.Add(ref partial, (nint)plane * gradient.Plane),
                    tiling.OutStride,
                    isFirst ? ProductStart.Zero : ProductStart.Sums,
                    ref partial);
            }
        }

        private void TransformGradient<TLanes, TVector>(int first, int count, ref float planes, Span<float> patch)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = gradient._tiling;
            int channels = tiling.OutChannels, row = tiling.OutWidth * channels, stride = tiling.OutStride;
            (int n, int rest) = Math.DivRem(first, tiling.TilesOfSample);
            (int i, int j) = Math.DivRem(rest, tiling.TilesAcross);
            for (int t = 0; t < count; t++)
            {
                bool hasRight = (2 * j) + 1 < tiling.OutWidth, hasBelow = (2 * i) + 1 < tiling.OutHeight;
                int at = ((((n * tiling.OutHeight) + (2 * i)) * tiling.OutWidth) + (2 * j)) * channels;
                ref float to = ref Unsafe.Add(ref planes, (nint)t * stride);
                if (hasRight && hasBelow)
                {
                    WinogradTransform.OutputGradient<TLanes, TVector>(
                        ref Unsafe.Add(ref outputGradient.First, at), row, channels, channels, ref to, tiling.OutPlane);
                }
                else
                {
                    // Pixels outside the output have no gradient.
                    patch[..(4 * stride)].Clear();
                    ReadOnlySpan<float> from = outputGradient.Span[at..];
                    from[..channels].CopyTo(patch);
                    if (hasRight)
                    {
                        from.Slice(channels, channels).CopyTo(patch[stride..]);
                    }

                    if (hasBelow)
                    {
                        from.Slice(row, channels).CopyTo(patch[(2 * stride)..]);
                    }

                    WinogradTransform.OutputGradient<TLanes, TVector>(ref patch[0], 2 * stride, stride, channels, ref to, tiling.OutPlane);
                }

                WinogradProduct.Next(tiling, ref n, ref i, ref j);
            }
        }
    }

    // The parts added up in order, and Gᵀ … G of the sum, for one input channel.
    private readonly struct CollectJob(WinogradWeightGradient gradient, Tensor weightGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = gradient._tiling;
            int channels = tiling.OutChannels;
            nint tap = (nint)tiling.Input[3] * channels;
            for (int o = 0; o < channels; o += TLanes.Count)
            {
                nint at = ((nint)piece * tiling.OutStride) + o;
                Column<TLanes, TVector>(at, 0, out TVector g00, out TVector g10, out TVector g20);
                Column<TLanes, TVector>(at, 1, out TVector g01, out TVector g11, out TVector g21);
                Column<TLanes, TVector>(at, 2, out TVector g02, out TVector g12, out TVector g22);
                Column<TLanes, TVector>(at, 3, out TVector g03, out TVector g13, out TVector g23);
                ref float to = ref Unsafe.Add(ref weightGradient.First, ((nint)piece * channels) + o);
                AddRow<TLanes, TVector>(g00, g01, g02, g03, ref to, tap, channels - o);
                AddRow<TLanes, TVector>(g10, g11, g12, g13, ref Unsafe.Add(ref to, 3 * tap), tap, channels - o);
                AddRow<TLanes, TVector>(g20, g21, g22, g23, ref Unsafe.Add(ref to, 6 * tap), tap, channels - o);
            }
        }

        private void Column<TLanes, TVector>(nint at, int column, out TVector g0, out TVector g1, out TVector g2)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            WinogradTransform.WeightGradient<TLanes, TVector>(
                Sum<TLanes, TVector>(at + ((nint)column * gradient.Plane)),
                Sum<TLanes, TVector>(at + ((nint)(column + 4) * gradient.Plane)),
                Sum<TLanes, TVector>(at + ((nint)(column + 8) * gradient.Plane)),
                Sum<TLanes, TVector>(at + ((nint)(column + 12) * gradient.Plane)),
                out g0,
                out g1,
                out g2);

        private TVector Sum<TLanes, TVector>(nint at)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            TVector sum = TLanes.Zero;
            for (int part = 0; part < gradient.Parts; part++, at += gradient._partStride)
            {
                sum = TLanes.Add(sum, TLanes.Load(ref gradient._partials.First, at));
            }

            return sum;
        }

        private static void AddRow<TLanes, TVector>(TVector u0, TVector u1, TVector u2, TVector u3, ref float to, nint tap, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTransform.WeightGradient<TLanes, TVector>(u0, u1, u2, u3, out TVector g0, out TVector g1, out TVector g2);
            AddTo<TLanes, TVector>(g0, ref to, count);
            AddTo<TLanes, TVector>(g1, ref Unsafe.Add(ref to, tap), count);
            AddTo<TLanes, TVector>(g2, ref Unsafe.Add(ref to, 2 * tap), count);
        }

        private static void AddTo<TLanes, TVector>(TVector value, ref float to, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            ElementwiseKernel.Store<TLanes, TVector>(TLanes.Add(TLanes.Load(ref to, 0), value), ref to, 0, count);
    }
}
