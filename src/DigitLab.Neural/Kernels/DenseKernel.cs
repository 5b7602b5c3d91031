using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Dense layers over batches: cuts the work into blocks of rows and columns and hands it to <see cref="PatchProduct"/>.</summary>
internal static class DenseKernel
{
    /// <summary>Rectifying at the end saves a pass over the output.</summary>
    internal static void Forward(
        DensePlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor output, Workers workers, ProductEnd end = ProductEnd.Sums) =>
        RunBlocks(
            new BlocksJob(
                input,
                plan.InputRows,
                plan.Consecutive.AsMemory(0, plan.Inputs),
                weights,
                output,
                bias is null ? ProductStart.Zero : ProductStart.Bias,
                bias ?? weights,
                workers.Scratch,
                end),
            workers);

    /// <summary>Adds to both gradients: each sample's outer product, sample by sample.</summary>
    internal static void AddWeightGradient(
        DensePlan plan, Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        RunBlocks(
            new BlocksJob(
                input,
                plan.Consecutive.AsMemory(0, plan.Inputs),
                plan.InputRows,
                outputGradient,
                weightGradient,
                ProductStart.Sums,
                weightGradient,
                workers.Scratch),
            workers);
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(outputGradient, 0, plan.Outputs, plan.Batch, biasGradient, workers);
        }
    }

    internal static void InputGradient(DensePlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        workers.Scratch.Reserve(plan.Outputs * DensePlan.BlockLength);
        var job = new InputGradientJob(plan, weights, outputGradient, inputGradient, workers.Scratch);
        workers.RunVectors(job.Pieces, job);
    }

    private static void RunBlocks(in BlocksJob job, Workers workers)
    {
        workers.Scratch.Reserve(BlocksJob.PackedLength);
        workers.RunVectors(job.Pieces, job);
    }

    // y[r, o] = start + Σ_t x[rows[r] + steps[t]] · w[t, o], in blocks; w and y are matrices of the same width.
    private readonly struct BlocksJob(
        Tensor x,
        ReadOnlyMemory<int> rows,
        ReadOnlyMemory<int> steps,
        Tensor w,
        Tensor y,
        ProductStart start,
        Tensor bias,
        ScratchMemory scratch,
        ProductEnd end = ProductEnd.Sums) : IVectorJob
    {
        internal const int PackedLength = PackedSteps * WideBlock;

        // Columns of a block: long pieces of the matrices' rows, which memory delivers faster than short ones.
        private const int WideBlock = 240;
        private const int BlockOfOneRow = 128;

        // A block of w larger than the cache is copied, so many rows at a time, into panels that lie as the product reads them.
        private const int PackedSteps = 64;
        private const int PanelColumns = 48;
        private const int LargestUnpacked = 1 << 15;
        private const int LeastRowsToPackFor = 16;

        private readonly int _columns = w.Length / steps.Length;

        internal int Pieces => DensePlan.BlocksOf(rows.Length) * ((_columns + ColumnsAtOnce - 1) / ColumnsAtOnce);

        private int ColumnsAtOnce => rows.Length == 1 ? BlockOfOneRow : WideBlock;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            // Pieces in a row share a block of columns, whose weights are then in the cache.
            (int columnBlock, int rowBlock) = Math.DivRem(piece, DensePlan.BlocksOf(rows.Length));
            int firstRow = rowBlock * DensePlan.BlockLength, firstColumn = columnBlock * ColumnsAtOnce;
            int columns = Math.Min(ColumnsAtOnce, _columns - firstColumn);
            ReadOnlySpan<int> some = rows.Span.Slice(firstRow, Math.Min(DensePlan.BlockLength, rows.Length - firstRow));
            if (some.Length >= LeastRowsToPackFor && steps.Length * columns > LargestUnpacked)
            {
                RunPacked<TLanes, TVector>(some, firstRow, firstColumn, columns);
            }
            else
            {
                Product<TLanes, TVector>(some, steps.Span, ref Unsafe.Add(ref w.First, firstColumn), _columns, firstRow, firstColumn, columns, start, end);
            }
        }

        private void RunPacked<TLanes, TVector>(ReadOnlySpan<int> some, int firstRow, int firstColumn, int columns)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int taken = scratch.Take(PackedLength, out Tensor packed);
            try
            {
                for (int done = 0; done < steps.Length; done += PackedSteps)
                {
                    ReadOnlySpan<int> now = steps.Span.Slice(done, Math.Min(PackedSteps, steps.Length - done));
                    Pack(w.Span[((done * _columns) + firstColumn)..], now.Length, columns, packed.Span);
                    for (int o = 0; o < columns; o += PanelColumns)
                    {
                        Product<TLanes, TVector>(
                            some,
                            now,
                            ref Unsafe.Add(ref packed.First, PackedSteps * o),
                            PanelColumns,
                            firstRow,
                            firstColumn + o,
                            Math.Min(PanelColumns, columns - o),
                            done == 0 ? start : ProductStart.Sums,
                            done + now.Length == steps.Length ? end : ProductEnd.Sums);
                    }
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        // Row by row, as they lie in memory.
        private void Pack(ReadOnlySpan<float> block, int count, int columns, Span<float> packed)
        {
            for (int t = 0; t < count; t++)
            {
                ReadOnlySpan<float> row = block.Slice(t * _columns, columns);
                for (int o = 0; o < columns; o += PanelColumns)
                {
                    row[o..Math.Min(o + PanelColumns, columns)].CopyTo(packed[((PackedSteps * o) + (t * PanelColumns))..]);
                }
            }
        }

        private void Product<TLanes, TVector>(
            ReadOnlySpan<int> some, ReadOnlySpan<int> now, ref float matrix, int stride, int firstRow, int firstColumn, int columns, ProductStart from, ProductEnd to)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            PatchProduct.Run<TLanes, TVector>(
                ref x.First,
                some,
                now,
                ref matrix,
                stride,
                columns,
                ref Unsafe.Add(ref y.First, ((nint)firstRow * _columns) + firstColumn),
                _columns,
                from,
                ref Unsafe.Add(ref bias.First, from == ProductStart.Bias ? firstColumn : 0),
                to);
    }

    // A block of ∂x's columns: the weights' rows of those columns, turned, times the output's gradient.
    private readonly struct InputGradientJob(DensePlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, ScratchMemory scratch) : IVectorJob
    {
        private const int SamplesAtOnce = 128;   // for which turning the weights is paid

        internal int Pieces => DensePlan.BlocksOf(plan.Inputs) * SampleBlocks;

        private int SampleBlocks => (plan.Batch + SamplesAtOnce - 1) / SamplesAtOnce;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int block, int sampleBlock) = Math.DivRem(piece, SampleBlocks);
            int first = block * DensePlan.BlockLength, count = Math.Min(DensePlan.BlockLength, plan.Inputs - first);
            int sample = sampleBlock * SamplesAtOnce, samples = Math.Min(SamplesAtOnce, plan.Batch - sample);
            int taken = scratch.Take(plan.Outputs * DensePlan.BlockLength, out Tensor turned);
            try
            {
                Turn(weights.Span.Slice(first * plan.Outputs, count * plan.Outputs), plan.Outputs, turned.Span);
                PatchProduct.Run<TLanes, TVector>(
                    ref outputGradient.First,
                    plan.OutputRows.AsSpan(sample, samples),
                    plan.Consecutive.AsSpan(0, plan.Outputs),
                    ref turned.First,
                    DensePlan.BlockLength,
                    count,
                    ref Unsafe.Add(ref inputGradient.First, ((nint)sample * plan.Inputs) + first),
                    plan.Inputs,
                    ProductStart.Zero,
                    ref turned.First);
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        // turned[o, k] = rows[k, o], in squares that stay in the first-level cache.
        private static void Turn(ReadOnlySpan<float> rows, int outputs, Span<float> turned)
        {
            for (int start = 0; start < outputs; start += DensePlan.BlockLength)
            {
                TransposeKernel.Turn(
                    rows[start..],
                    outputs,
                    rows.Length / outputs,
                    Math.Min(DensePlan.BlockLength, outputs - start),
                    turned[(start * DensePlan.BlockLength)..],
                    DensePlan.BlockLength);
            }
        }
    }
}
