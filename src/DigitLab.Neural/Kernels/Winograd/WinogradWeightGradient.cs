using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The weight gradient of a convolution 3×3 by tiles: 16 products over all tiles, in parts of the batch, put together at the end.</summary>
internal sealed class WinogradWeightGradient
{
    // The samples are summed in so many parts at most; each of a tile's four rows is a piece of work of its own.
    private const int MostParts = 4;

    // Numbers of a piece's transformed tiles: less than half of a second-level cache, where the sums want to be too.
    private const int PieceFloats = 128 << 10;

    private const int MostTilesAtOnce = 256;

    private readonly WinogradTiling _tiling;
    private readonly int[] _channelRows;
    private readonly int[] _tileSteps;
    private readonly Tensor _partials;
    private readonly int _partStride;
    private readonly int _tilesAtOnce;
    private readonly int _inPlane;
    private readonly int _outPlane;

    internal WinogradWeightGradient(WinogradTiling tiling, Workers workers)
    {
        _tiling = tiling;
        _channelRows = Offsets.Multiples(tiling.Input[3], 1);
        SamplesPerPart = (tiling.Input[0] + MostParts - 1) / MostParts;
        int fitting = PieceFloats / (WinogradTiling.Rows * (tiling.InStride + tiling.OutStride));
        _tilesAtOnce = Math.Clamp(Math.Min(fitting, SamplesPerPart * tiling.TilesOfSample), 1, MostTilesAtOnce);
        _tileSteps = Offsets.Multiples(_tilesAtOnce, tiling.InStride);
        (_inPlane, _outPlane) = (WinogradTiling.Plane(_tilesAtOnce, tiling.InStride), WinogradTiling.Plane(_tilesAtOnce, tiling.OutStride));
        _partStride = ((WinogradTiling.Products * tiling.Input[3]) + 1) * tiling.OutStride;
        _partials = new Tensor(new Shape(Parts, _partStride));
        workers.Scratch.Reserve(ScratchLength);
    }

    /// <summary>Samples whose gradients are summed together.</summary>
    internal int SamplesPerPart { get; }

    private int Parts => (_tiling.Input[0] + SamplesPerPart - 1) / SamplesPerPart;

    private int ScratchLength => WinogradTiling.Rows * (_inPlane + _outPlane);

    private int Plane => _tiling.Input[3] * _tiling.OutStride;

    /// <summary>Adds ∂w, and ∂b where there is one.</summary>
    internal void Add(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.RunVectors(Parts * WinogradTiling.Rows, new PartJob(this, input, outputGradient, biasGradient is not null, workers.Scratch));
        workers.RunVectors(_tiling.Input[3], new CollectJob(this, weightGradient));
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(_partials, WinogradTiling.Products * Plane, _partStride, Parts, biasGradient, workers);
        }
    }

    // One row of the transforms of one part's tiles.
    private readonly struct PartJob(WinogradWeightGradient gradient, Tensor input, Tensor outputGradient, bool hasBias, ScratchMemory scratch) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int part, int row) = Math.DivRem(piece, WinogradTiling.Rows);
            WinogradTiling tiling = gradient._tiling;
            int firstSample = part * gradient.SamplesPerPart, samples = Math.Min(gradient.SamplesPerPart, tiling.Input[0] - firstSample);
            int tiles = samples * tiling.TilesOfSample;
            ref float partial = ref Unsafe.Add(ref gradient._partials.First, (nint)part * gradient._partStride);
            int taken = scratch.Take(gradient.ScratchLength, out Tensor memory);
            try
            {
                for (int done = 0; done < tiles; done += gradient._tilesAtOnce)
                {
                    int count = Math.Min(gradient._tilesAtOnce, tiles - done);
                    AddTiles<TLanes, TVector>(row, (firstSample * tiling.TilesOfSample) + done, count, ref memory.First, ref partial, done == 0);
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }

            if (hasBias && row == 0)
            {
                int places = tiling.OutHeight * tiling.OutWidth, channels = tiling.OutChannels;
                ElementwiseKernel.SumRows<TLanes, TVector>(
                    ref Unsafe.Add(ref outputGradient.First, (nint)firstSample * places * channels),
                    samples * places,
                    channels,
                    ref Unsafe.Add(ref partial, (nint)WinogradTiling.Products * gradient.Plane));
            }
        }

        private void AddTiles<TLanes, TVector>(int row, int first, int count, ref float memory, ref float partial, bool isFirst)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling tiling = gradient._tiling;
            ref float gradients = ref Unsafe.Add(ref memory, (nint)WinogradTiling.Rows * gradient._inPlane);
            WinogradProduct.TransformInput<TLanes, TVector>(tiling, input, row, first, count, ref memory, gradient._inPlane);
            for (int done = 0; done < count;)
            {
                (int n, int i, int j) = tiling.PlaceOf(first + done);
                int tiles = Math.Min(count - done, tiling.TilesAcross - j);
                WinogradTransform.OutputGradientRow<TLanes, TVector>(
                    ref tiling.OutputRow(outputGradient, n, 2 * i),
                    ref tiling.OutputRow(outputGradient, n, (2 * i) + 1),
                    row,
                    2 * j,
                    tiling.OutWidth,
                    tiling.OutChannels,
                    tiles,
                    ref Unsafe.Add(ref gradients, (nint)done * tiling.OutStride),
                    tiling.OutStride,
                    gradient._outPlane);
                done += tiles;
            }

            for (int column = 0; column < 4; column++)
            {
                PatchProduct.Run<TLanes, TVector>(
                    ref Unsafe.Add(ref memory, (nint)column * gradient._inPlane),
                    gradient._channelRows,
                    gradient._tileSteps.AsSpan(0, count),
                    ref Unsafe.Add(ref gradients, (nint)column * gradient._outPlane),
                    tiling.OutStride,
                    tiling.OutChannels,
                    ref Unsafe.Add(ref partial, (nint)((4 * row) + column) * gradient.Plane),
                    tiling.OutStride,
                    isFirst ? ProductStart.Zero : ProductStart.Sums,
                    ref partial);
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
