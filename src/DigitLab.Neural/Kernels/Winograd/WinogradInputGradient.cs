using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The input gradient of a convolution by tiles: the forward tiles turned round, ∂d = B [(G g Gᵀ) ∘ (A ∂y Aᵀ)] Bᵀ, added where they overlap.</summary>
/// <remarks>As a convolution with turned windows it would have tiles for the border too: r − 1 more rows and columns of outputs.</remarks>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal sealed class WinogradInputGradient<TFilter>
    where TFilter : struct, IMinimalFilter
{
    private const int MostTilesAtOnce = 72;

    // Sums of weight gradients that may stay in that cache as well, and parts for each thread, so that none waits for another's last.
    private const int MostSums = 64 << 10;
    private const int LeastPartsOfThread = 4;

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
        int inChannels = tiling.InChannels;
        _weights = new WinogradWeights<TFilter>(tiling.OutChannels, inChannels);
        _turned = new Tensor(new Shape(TFilter.Taps, TFilter.Taps, tiling.OutChannels, inChannels));
        _tilesAtOnce = tiling.TilesThatFit(MostTilesAtOnce);

        // Tiles overlap, so a sample's are all one thread's.
        _samplesAtOnce = Math.Max(1, _tilesAtOnce / tiling.TilesOfSample);
        _tileRows = Offsets.Multiples(_tilesAtOnce, tiling.OutStride);
        _channelSteps = Offsets.Multiples(tiling.OutChannels, 1);
        (_inPlane, _outPlane) = (WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.InStride), WinogradTiling<TFilter>.Plane(_tilesAtOnce, tiling.OutStride));
        workers.Scratch.Reserve(ScratchLength);
    }

    // Transformed tiles, their products, and of one tile the products taken back along the rows.
    private int ScratchLength =>
        TileStrip.HalfwayLength<TFilter>() + (WinogradTiling<TFilter>.Products * (_outPlane + _inPlane + _tiling.InStride));

    // Rows of pixels that are computed on the way: of the input, and of ∂y.
    private int RowsLength => _tiling.InputRowsLength + (TFilter.Outputs * _tiling.OutRow) + Tensor.Slack;

    /// <summary>∂x, from the weights <c>[r, r, channels in, channels out]</c> and ∂y.</summary>
    internal void Run(Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        TakeWeights(weights, workers);
        workers.RunVectors(
            (_tiling.Batch + _samplesAtOnce - 1) / _samplesAtOnce, new SamplesJob(this, _samplesAtOnce, outputGradient, inputGradient, workers.Scratch));
    }

    /// <summary>Whether both gradients in one go are faster than one after the other.</summary>
    internal bool Suits(WinogradWeightGradient<TFilter> weightGradient, Workers workers) =>
        weightGradient.Sums <= MostSums
        && weightGradient.Parts >= LeastPartsOfThread * workers.Threads
        && weightGradient.TilesAtOnce >= Math.Min(_tilesAtOnce, weightGradient.SamplesPerPart * _tiling.TilesOfSample);

    /// <summary>∂x, and the sums of the weights' gradient, which <see cref="WinogradWeightGradient{TFilter}.Collect"/> takes: ∂y is read and transformed once for both.</summary>
    /// <param name="weightGradient">Whose sums they are.</param>
    /// <param name="input">x.</param>
    /// <param name="norm">What x still has to go through; null for nothing.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="outputGradient">∂y; null where it is asked for.</param>
    /// <param name="asked">Whom to ask for it; null where it is there.</param>
    /// <param name="inputGradient">∂x, overwritten.</param>
    /// <param name="hasBias">Whether the bias's sums are wanted too.</param>
    /// <param name="workers">The threads.</param>
    internal void RunWith(
        WinogradWeightGradient<TFilter> weightGradient,
        Tensor input,
        PendingNorm? norm,
        Tensor weights,
        Tensor? outputGradient,
        NormGradient? asked,
        Tensor inputGradient,
        bool hasBias,
        Workers workers)
    {
        TakeWeights(weights, workers);
        workers.Scratch.Reserve(ScratchLength + RowsLength);
        var job = new SamplesJob(this, weightGradient.SamplesPerPart, outputGradient, inputGradient, workers.Scratch)
        {
            WeightGradient = weightGradient,
            Input = input,
            Norm = norm,
            Asked = asked,
            HasBias = hasBias,
        };
        workers.RunVectors(weightGradient.Parts, job);
    }

    private void TakeWeights(Tensor weights, Workers workers)
    {
        workers.Run(TFilter.Taps * TFilter.Taps, new TurnJob(weights, _turned));
        _weights.Take(_turned, workers);
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

    // Some samples; with the weights' gradient, a part of the batch.
    private readonly struct SamplesJob(
        WinogradInputGradient<TFilter> gradient, int samplesAtOnce, Tensor? outputGradient, Tensor inputGradient, ScratchMemory scratch)
        : IVectorJob
    {
        internal WinogradWeightGradient<TFilter>? WeightGradient { get; init; }

        internal Tensor? Input { get; init; }

        /// <summary>What the input still has to go through.</summary>
        internal PendingNorm? Norm { get; init; }

        internal bool HasBias { get; init; }

        /// <summary>∂y, where it is asked for.</summary>
        internal NormGradient? Asked { get; init; }

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = gradient._tiling;
            int start = piece * samplesAtOnce * tiling.TilesOfSample, end = Math.Min(start + (samplesAtOnce * tiling.TilesOfSample), tiling.Tiles);
            int taken = scratch.Take(gradient.ScratchLength + (WeightGradient is null ? 0 : gradient.RowsLength), out Tensor memory);
            try
            {
                if (HasBias)
                {
                    WeightGradient!.ClearBias(piece);
                }

                for (int first = start; first < end; first += gradient._tilesAtOnce)
                {
                    AddTiles<TLanes, TVector>(piece, first, Math.Min(gradient._tilesAtOnce, end - first), ref memory.First, first == start);
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }

            if (HasBias && Asked is null)
            {
                WeightGradient!.SumBias<TLanes, TVector>(piece, outputGradient!);
            }
        }

        private void AddTiles<TLanes, TVector>(int piece, int first, int count, ref float memory, bool isFirst)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = gradient._tiling;
            ref float planes = ref Unsafe.Add(ref memory, TileStrip.HalfwayLength<TFilter>());
            ref float products = ref Unsafe.Add(ref planes, (nint)WinogradTiling<TFilter>.Products * gradient._outPlane);
            ref float sums = ref Unsafe.Add(ref products, (nint)WinogradTiling<TFilter>.Products * gradient._inPlane);
            AskedRows asked = Asked is null
                ? default
                : new(Asked, ref Unsafe.Add(ref memory, gradient.ScratchLength + tiling.InputRowsLength), ref WeightGradient!.BiasOf(HasBias ? piece : -1));
            tiling.TransformOutputGradient<TLanes, TVector>(outputGradient, asked, 0, TFilter.Side, first, count, ref memory, ref planes, gradient._outPlane);
            if (WeightGradient is not null)
            {
                // The inputs lie for as long where the products come.
                ref float inputRows = ref Unsafe.Add(ref memory, gradient.ScratchLength);
                tiling.TransformInput<TLanes, TVector>(Input!, Norm, ref inputRows, 0, TFilter.Side, first, count, ref memory, ref products, gradient._inPlane);
                WeightGradient.Multiply<TLanes, TVector>(
                    piece, 0, TFilter.Side, count, ref products, gradient._inPlane, ref planes, gradient._outPlane, isFirst);
            }

            Multiply<TLanes, TVector>(count, ref planes, ref products);
            for (int t = 0; t < count; t++)
            {
                TakeRowsBack<TLanes, TVector>(ref Unsafe.Add(ref products, t * tiling.InStride), ref sums);
                AddTile<TLanes, TVector>(first + t, ref sums);
            }
        }

        private void Multiply<TLanes, TVector>(int count, ref float planes, ref float products)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            for (int place = 0; place < WinogradTiling<TFilter>.Products; place++)
            {
                PatchProduct.Run<TLanes, TVector>(
                    ref Unsafe.Add(ref planes, (nint)place * gradient._outPlane),
                    gradient._tileRows.AsSpan(0, count),
                    gradient._channelSteps,
                    ref gradient._weights.Of(place),
                    gradient._weights.Stride,
                    gradient._tiling.InChannels,
                    ref Unsafe.Add(ref products, (nint)place * gradient._inPlane),
                    gradient._tiling.InStride,
                    ProductStart.Zero,
                    ref products);
            }
        }

        // p Bᵀ of a tile: a row's products become those of its columns.
        private void TakeRowsBack<TLanes, TVector>(ref float products, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            nint plane = gradient._inPlane;
            int next = gradient._tiling.InStride;
            for (int row = 0; row < TFilter.Side; row++)
            {
                for (int c = 0; c < next; c += TLanes.Count)
                {
                    WinogradTransform.InputGradient<TFilter, TLanes, TVector>(
                        ref Unsafe.Add(ref products, c),
                        plane,
                        out TVector d0,
                        out TVector d1,
                        out TVector d2,
                        out TVector d3,
                        out TVector d4,
                        out TVector d5,
                        out TVector d6,
                        out TVector d7);
                    WinogradTransform.Store<TFilter, TLanes, TVector>(d0, d1, d2, d3, d4, d5, d6, d7, ref Unsafe.Add(ref sums, c), next);
                }

                products = ref Unsafe.Add(ref products, TFilter.Side * plane);
                sums = ref Unsafe.Add(ref sums, TFilter.Side * next);
            }
        }

        // B p Bᵀ: what the tile sees of the picture. The first of the tiles that see a pixel writes it, the others add to it.
        private void AddTile<TLanes, TVector>(int tile, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WinogradTiling<TFilter> tiling = gradient._tiling;
            (int n, int i, int j) = tiling.PlaceOf(tile);
            int height = tiling.Height, width = tiling.Width, channels = tiling.InChannels;
            int top = (TFilter.Outputs * i) - tiling.PaddingTop, left = (TFilter.Outputs * j) - tiling.PaddingLeft;
            int overlap = TFilter.Side - TFilter.Outputs, seenAbove = i == 0 ? 0 : overlap, seenLeft = j == 0 ? 0 : overlap;
            int firstRow = Math.Max(0, -top), endRow = Math.Min(TFilter.Side, height - top);
            for (int column = Math.Max(0, -left); column < Math.Min(TFilter.Side, width - left); column++)
            {
                nint place = (((((nint)n * height) + top) * width) + left + column) * channels;
                AddColumn<TLanes, TVector>(
                    ref Unsafe.Add(ref sums, column * tiling.InStride),
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
            int channels = gradient._tiling.InChannels;
            nint row = (nint)gradient._tiling.Width * channels, plane = (nint)TFilter.Side * gradient._tiling.InStride;
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
