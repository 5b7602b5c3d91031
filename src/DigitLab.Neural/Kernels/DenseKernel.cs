using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Dense layers over batches: cuts the work into blocks of rows and columns and hands it to <see cref="PatchProduct"/>.</summary>
internal static class DenseKernel
{
    /// <summary>Rectifying at the end saves a pass over the output.</summary>
    internal static void Forward(
        DensePlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor output, Workers workers, ProductEnd end = ProductEnd.Sums)
    {
        var job = new ForwardJob(plan, input, weights, bias, output, end);
        workers.RunVectors(job.Pieces, job);
    }

    /// <summary>Adds to both gradients: each sample's outer product, sample by sample. Weight gradients that start at zero are overwritten.</summary>
    internal static void AddWeightGradient(
        DensePlan plan,
        Tensor input,
        Tensor outputGradient,
        Tensor weightGradient,
        Tensor? biasGradient,
        Workers workers,
        ProductStart start = ProductStart.Sums)
    {
        workers.Scratch.Reserve(plan.Batch * DensePlan.BlockStride);
        var job = new WeightGradientJob(plan, input, outputGradient, weightGradient, start, workers.Scratch);
        workers.RunVectors(job.Pieces, job);
        AddBiasGradient(plan, outputGradient, biasGradient, workers);
    }

    /// <summary>Adds ∂y of all samples, where there is a bias.</summary>
    internal static void AddBiasGradient(DensePlan plan, Tensor outputGradient, Tensor? biasGradient, Workers workers)
    {
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(outputGradient, 0, plan.Outputs, plan.Batch, biasGradient, workers);
        }
    }

    /// <summary>∂x. Either the weights are turned for it or, where it has fewer numbers, ∂x itself.</summary>
    internal static void InputGradient(DensePlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        if (plan.TurnedGradient is { } turned)
        {
            TransposeKernel.Run(outputGradient, plan.Batch, plan.Outputs, turned, plan.Batch, workers);
            int terms = GatherNonzeroRows(turned, plan.Batch, plan.UsedOutputs);
            workers.Scratch.Reserve(plan.Batch * DensePlan.BlockLength);
            workers.RunVectors(DensePlan.BlocksOf(plan.Inputs), new TurnedInputGradientJob(plan, terms, weights, inputGradient, workers.Scratch));
        }
        else
        {
            workers.Scratch.Reserve(plan.Outputs * DensePlan.BlockLength);
            var job = new InputGradientJob(plan, weights, outputGradient, inputGradient, workers.Scratch);
            workers.RunVectors(job.Pieces, job);
        }
    }

    // Moves rows that are not all 0 to the front, in their order, and lists which they were: outputs that a rectifier holds back in every sample send nothing
    // back, and their weights need not be multiplied.
    private static int GatherNonzeroRows(Tensor matrix, int columns, int[] used)
    {
        int count = 0;
        Span<float> numbers = matrix.Span;
        for (int row = 0; row < used.Length; row++)
        {
            Span<float> from = numbers.Slice(row * columns, columns);
            if (from.ContainsAnyExcept(0f))
            {
                from.CopyTo(numbers.Slice(count * columns, columns));
                used[count++] = row;
            }
        }

        return count;
    }

    // Some samples times a block of the weights' columns.
    private readonly struct ForwardJob(DensePlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor output, ProductEnd end) : IVectorJob
    {
        private const int SamplesAtOnce = 128;
        private const int BlockOfOneSample = 128;
        private const int InputsAtOnce = 128;

        internal int Pieces => SampleBlocks * ((plan.Outputs + ColumnsAtOnce - 1) / ColumnsAtOnce);

        private int SampleBlocks => (plan.Batch + SamplesAtOnce - 1) / SamplesAtOnce;

        private int ColumnsAtOnce => plan.Batch == 1 ? BlockOfOneSample : DensePlan.WideBlock;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            // Pieces in a row share a block of columns, whose weights are then in the cache.
            (int columnBlock, int sampleBlock) = Math.DivRem(piece, SampleBlocks);
            int sample = sampleBlock * SamplesAtOnce, samples = Math.Min(SamplesAtOnce, plan.Batch - sample);
            int column = columnBlock * ColumnsAtOnce, columns = Math.Min(ColumnsAtOnce, plan.Outputs - column);
            for (int first = 0; first < plan.Inputs; first += InputsAtOnce)
            {
                // Rows of weights come in the order in which they lie in memory, and are in the cache when the next three vectors of columns want them.
                // Those of the next inputs are asked for meanwhile.
                int inputs = Math.Min(InputsAtOnce, plan.Inputs - first);
                PatchProduct.Run<TLanes, TVector>(
                    ref input.First,
                    plan.InputRows.AsSpan(sample, samples),
                    plan.Consecutive.AsSpan(first, inputs),
                    ref Unsafe.Add(ref weights.First, ((nint)first * plan.Outputs) + column),
                    plan.Outputs,
                    columns,
                    ref Unsafe.Add(ref output.First, ((nint)sample * plan.Outputs) + column),
                    plan.Outputs,
                    first > 0 ? ProductStart.Sums : bias is null ? ProductStart.Zero : ProductStart.Bias,
                    ref Unsafe.Add(ref (bias ?? output).First, bias is null ? 0 : column),
                    first + inputs == plan.Inputs ? end : ProductEnd.Sums,
                    InputsAtOnce);
            }
        }
    }

    // A block of ∂w's rows and columns.
    private readonly struct WeightGradientJob(
        DensePlan plan, Tensor input, Tensor outputGradient, Tensor weightGradient, ProductStart start, ScratchMemory scratch) : IVectorJob
    {
        internal int Pieces => DensePlan.BlocksOf(plan.Inputs) * ColumnBlocks;

        private int ColumnBlocks => (plan.Outputs + DensePlan.WideBlock - 1) / DensePlan.WideBlock;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int block, int columnBlock) = Math.DivRem(piece, ColumnBlocks);
            int first = block * DensePlan.BlockLength, count = Math.Min(DensePlan.BlockLength, plan.Inputs - first);
            int column = columnBlock * DensePlan.WideBlock, columns = Math.Min(DensePlan.WideBlock, plan.Outputs - column);
            int taken = scratch.Take(plan.Batch * DensePlan.BlockStride, out Tensor inputs);
            try
            {
                DenseGradientBlock.Run<TLanes, TVector>(
                    plan, input, outputGradient, first, count, column, columns, ref Unsafe.Add(ref weightGradient.First, ((nint)first * plan.Outputs) + column), start, inputs.Span);
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }
    }

    // A block of ∂x's columns as rows: the weights' rows as they lie, times the turned gradient of the output; turned in the end.
    private readonly struct TurnedInputGradientJob(DensePlan plan, int terms, Tensor weights, Tensor inputGradient, ScratchMemory scratch) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * DensePlan.BlockLength, count = Math.Min(DensePlan.BlockLength, plan.Inputs - first);
            int taken = scratch.Take(plan.Batch * DensePlan.BlockLength, out Tensor block);
            try
            {
                PatchProduct.Run<TLanes, TVector>(
                    ref Unsafe.Add(ref weights.First, (nint)first * plan.Outputs),
                    plan.WeightRows.AsSpan(0, count),
                    plan.UsedOutputs.AsSpan(0, terms),
                    ref plan.TurnedGradient!.First,
                    plan.Batch,
                    plan.Batch,
                    ref block.First,
                    plan.Batch,
                    ProductStart.Zero,
                    ref block.First);
                TransposeKernel.Turn(block.Span, plan.Batch, count, plan.Batch, inputGradient.Span[first..], plan.Inputs);
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }
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
