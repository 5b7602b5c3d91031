using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>The weight gradient of a convolution by tiles: their products over all tiles, in parts of the batch, put together at the end.</summary>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal sealed class WinogradWeightGradient<TFilter>
    where TFilter : struct, IMinimalFilter
{
    // Numbers of a piece's transformed tiles, which want to be in the second-level cache.
    private const int PieceFloats = 224 << 10;

    // Sums of a piece: more would leave that cache with every tile. Fewer rows at once then read the tiles' pixels again.
    private const int SumsFloats = 384 << 10;

    private const int LeastPieces = 6;

    private const int MostTilesAtOnce = 72;

    private readonly WinogradTiling<TFilter> _tiling;
    private readonly int[] _channelRows;
    private readonly int[] _tileSteps;
    private readonly Tensor _partials;
    private readonly int _samplesPerPart;
    private readonly int _rowsAtOnce;
    private readonly int _partStride;
    private readonly int _tilesAtOnce;
    private readonly int _inPlane;
    private readonly int _outPlane;

    internal WinogradWeightGradient(WinogradTiling<TFilter> tiling, Workers workers)
    {
        _tiling = tiling;
        _channelRows = Offsets.Multiples(tiling.InChannels, 1);
        int sums = WinogradTiling<TFilter>.Products * Plane;
        _samplesPerPart = WinogradParts.SamplesPerPart(tiling.Batch, tiling.TilesOfSample, sums);
        _rowsAtOnce = RowsAtOnce(sums, Parts);
        int fitting = PieceFloats / (TFilter.Side * _rowsAtOnce * (tiling.InStride + tiling.OutStride));
        _tilesAtOnce = Math.Clamp(Math.Min(fitting, _samplesPerPart * tiling.TilesOfSample), 1, MostTilesAtOnce);
        _tileSteps = Offsets.Multiples(_tilesAtOnce, tiling.InStride);
        (_inPlane, _outPlane) = (WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.InStride), WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.OutStride));
        _partStride = ((WinogradTiling<TFilter>.Products * tiling.InChannels) + 1) * tiling.OutStride;
        _partials = new Tensor(new Shape(Parts, _partStride));
        workers.Scratch.Reserve(ScratchLength);
    }

    /// <summary>Parts of the batch, whose sums are put together at the end.</summary>
    internal int Parts => (_tiling.Batch + _samplesPerPart - 1) / _samplesPerPart;

    /// <summary>Samples of each part; the last may have fewer.</summary>
    internal int SamplesPerPart => _samplesPerPart;

    /// <summary>Numbers of a part's sums.</summary>
    internal int Sums => WinogradTiling<TFilter>.Products * Plane;

    /// <summary>The most tiles for <see cref="Multiply"/>.</summary>
    internal int TilesAtOnce => _tilesAtOnce;

    private int ScratchLength => TileStrip.HalfwayLength<TFilter>() + (TFilter.Side * _rowsAtOnce * (_inPlane + _outPlane));

    private int Plane => _tiling.InChannels * _tiling.OutStride;

    /// <summary>Adds ∂w, and ∂b where there is one.</summary>
    internal void Add(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.RunVectors(Parts * (TFilter.Side / _rowsAtOnce), new PartJob(this, input, outputGradient, biasGradient is not null, workers.Scratch));
        Collect(weightGradient, biasGradient, workers);
    }

    /// <summary>Adds the parts' sums to ∂w, and to ∂b where there is one.</summary>
    internal void Collect(Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.RunVectors(_tiling.InChannels, new CollectJob(this, weightGradient));
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(_partials, Sums, _partStride, Parts, biasGradient, workers);
        }
    }

    /// <summary>Adds to a part's sums the products of some rows of transformed tiles.</summary>
    /// <param name="part">The part.</param>
    /// <param name="row">The first of the rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="count">How many tiles; at most <see cref="TilesAtOnce"/>.</param>
    /// <param name="planes">The inputs'.</param>
    /// <param name="inPlane">From one of these planes to the next.</param>
    /// <param name="gradients">The output gradients'.</param>
    /// <param name="outPlane">From one of those to the next.</param>
    /// <param name="isFirst">Whether they are the part's first tiles.</param>
    internal void Multiply<TLanes, TVector>(
        int part, int row, int rows, int count, ref float planes, int inPlane, ref float gradients, int outPlane, bool isFirst)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref float partial = ref Partial(part);
        for (int place = 0; place < TFilter.Side * rows; place++)
        {
            PatchProduct.Run<TLanes, TVector>(
                ref Unsafe.Add(ref planes, (nint)place * inPlane),
                _channelRows,
                _tileSteps.AsSpan(0, count),
                ref Unsafe.Add(ref gradients, (nint)place * outPlane),
                _tiling.OutStride,
                _tiling.OutChannels,
                ref Unsafe.Add(ref partial, (nint)((TFilter.Side * row) + place) * Plane),
                _tiling.OutStride,
                isFirst ? ProductStart.Zero : ProductStart.Sums,
                ref partial);
        }
    }

    /// <summary>A part's Σ ∂y.</summary>
    internal void SumBias<TLanes, TVector>(int part, Tensor outputGradient)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int first = part * _samplesPerPart, samples = Math.Min(_samplesPerPart, _tiling.Batch - first);
        int places = _tiling.OutHeight * _tiling.OutWidth, channels = _tiling.OutChannels;
        ElementwiseKernel.SumRows<TLanes, TVector>(
            ref Unsafe.Add(ref outputGradient.First, (nint)first * places * channels), samples * places, channels, ref BiasOf(part));
    }

    /// <summary>Where a part has it; nowhere for −1.</summary>
    internal ref float BiasOf(int part) => ref part < 0 ? ref Unsafe.NullRef<float>() : ref Unsafe.Add(ref Partial(part), Sums);

    /// <summary>Sets it to zero.</summary>
    internal void ClearBias(int part) => _partials.Span.Slice((part * _partStride) + Sums, _tiling.OutChannels).Clear();

    private ref float Partial(int part) => ref Unsafe.Add(ref _partials.First, (nint)part * _partStride);

    // As many rows as leave their sums in the cache, and enough pieces of work.
    private static int RowsAtOnce(int sums, int parts)
    {
        int rows = TFilter.Side;
        while (rows > 1 && (sums / TFilter.Side * rows > SumsFloats || parts * (TFilter.Side / rows) < LeastPieces))
        {
            do
            {
                rows--;
            }
            while (TFilter.Side % rows != 0);
        }

        return rows;
    }

    // Some rows of the transforms of one part's tiles.
    private readonly struct PartJob(WinogradWeightGradient<TFilter> gradient, Tensor input, Tensor outputGradient, bool hasBias, ScratchMemory scratch)
        : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int part, int group) = Math.DivRem(piece, TFilter.Side / gradient._rowsAtOnce);
            WinogradTiling<TFilter> tiling = gradient._tiling;
            int firstSample = part * gradient._samplesPerPart, samples = Math.Min(gradient._samplesPerPart, tiling.Batch - firstSample);
            int tiles = samples * tiling.TilesOfSample;
            int taken = scratch.Take(gradient.ScratchLength, out Tensor memory);
            try
            {
                for (int done = 0; done < tiles; done += gradient._tilesAtOnce)
                {
                    int count = Math.Min(gradient._tilesAtOnce, tiles - done);
                    AddTiles<TLanes, TVector>(
                        part, group * gradient._rowsAtOnce, (firstSample * tiling.TilesOfSample) + done, count, ref memory.First, done == 0);
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }

            if (hasBias && group == 0)
            {
                gradient.SumBias<TLanes, TVector>(part, outputGradient);
            }
        }

        private void AddTiles<TLanes, TVector>(int part, int row, int first, int count, ref float memory, bool isFirst)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = gradient._tiling;
            ref float planes = ref Unsafe.Add(ref memory, TileStrip.HalfwayLength<TFilter>());
            ref float gradients = ref Unsafe.Add(ref planes, (nint)TFilter.Side * gradient._rowsAtOnce * gradient._inPlane);
            tiling.TransformInput<TLanes, TVector>(
                input, null, ref Unsafe.NullRef<float>(), row, gradient._rowsAtOnce, first, count, ref memory, ref planes, gradient._inPlane);
            tiling.TransformOutputGradient<TLanes, TVector>(
                outputGradient, default, row, gradient._rowsAtOnce, first, count, ref memory, ref gradients, gradient._outPlane);
            gradient.Multiply<TLanes, TVector>(
                part, row, gradient._rowsAtOnce, count, ref planes, gradient._inPlane, ref gradients, gradient._outPlane, isFirst);
        }
    }

    // The parts added up in order, and Gᵀ … G of the sum, for one input channel.
    private readonly struct CollectJob(WinogradWeightGradient<TFilter> gradient, Tensor weightGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            Span<float> memory = stackalloc float[WinogradTiling<TFilter>.Products * TLanes.Count];
            ref float sums = ref MemoryMarshal.GetReference(memory);
            int channels = gradient._tiling.OutChannels;
            nint tap = (nint)gradient._tiling.InChannels * channels;
            for (int o = 0; o < channels; o += TLanes.Count)
            {
                AddUp<TLanes, TVector>(((nint)piece * gradient._tiling.OutStride) + o, ref sums);
                WinogradTransform.WeightGradient<TFilter, TLanes, TVector>(ref sums);
                ref float to = ref Unsafe.Add(ref weightGradient.First, ((nint)piece * channels) + o);
                for (int row = 0; row < TFilter.Taps; row++)
                {
                    for (int column = 0; column < TFilter.Taps; column++)
                    {
                        ref float g = ref Unsafe.Add(ref to, ((row * TFilter.Taps) + column) * tap);
                        TVector sum = TLanes.Load(ref sums, ((TFilter.Side * row) + column) * TLanes.Count);
                        ElementwiseKernel.Store<TLanes, TVector>(TLanes.Add(TLanes.Load(ref g, 0), sum), ref g, 0, channels - o);
                    }
                }
            }
        }

        // The parts' sums of the products.
        private void AddUp<TLanes, TVector>(nint at, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int parts = gradient.Parts, plane = gradient.Plane;
            nint stride = gradient._partStride;
            ref float first = ref Unsafe.Add(ref gradient._partials.First, at);
            for (int product = 0; product < WinogradTiling<TFilter>.Products; product++, first = ref Unsafe.Add(ref first, plane))
            {
                TVector sum = TLanes.Zero;
                for (int part = 0; part < parts; part++)
                {
                    sum = TLanes.Add(sum, TLanes.Load(ref first, part * stride));
                }

                TLanes.Store(sum, ref sums, product * TLanes.Count);
            }
        }
    }
}
