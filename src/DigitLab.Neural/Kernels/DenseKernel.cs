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
                weightGradient),
            workers);
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(outputGradient, 0, plan.Outputs, plan.Batch, biasGradient, workers);
        }
    }

    internal static void InputGradient(DensePlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        TransposeKernel.Run(weights, plan.Inputs, plan.Outputs, plan.Transposed!, plan.Inputs, workers);
        RunBlocks(
            new BlocksJob(
                outputGradient,
                plan.OutputRows,
                plan.Consecutive.AsMemory(0, plan.Outputs),
                plan.Transposed!,
                inputGradient,
                ProductStart.Zero,
                plan.Transposed!),
            workers);
    }

    private static void RunBlocks(in BlocksJob job, Workers workers) => workers.RunVectors(job.Pieces, job);

    // y[r, o] = start + Σ_t x[rows[r] + steps[t]] · w[t, o], in blocks; w and y are matrices of the same width.
    private readonly struct BlocksJob(
        Tensor x, ReadOnlyMemory<int> rows, ReadOnlyMemory<int> steps, Tensor w, Tensor y, ProductStart start, Tensor bias, ProductEnd end = ProductEnd.Sums) : IVectorJob
    {
        private readonly int _columns = w.Length / steps.Length;

        internal int Pieces => DensePlan.BlocksOf(rows.Length) * ColumnBlocks;

        private int ColumnBlocks => DensePlan.BlocksOf(_columns);

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            // Pieces in a row share a block of columns, whose weights are then in the cache.
            (int columnBlock, int rowBlock) = Math.DivRem(piece, DensePlan.BlocksOf(rows.Length));
            int firstRow = rowBlock * DensePlan.BlockLength, firstColumn = columnBlock * DensePlan.BlockLength;
            PatchProduct.Run<TLanes, TVector>(
                ref x.First,
                rows.Span.Slice(firstRow, Math.Min(DensePlan.BlockLength, rows.Length - firstRow)),
                steps.Span,
                ref Unsafe.Add(ref w.First, firstColumn),
                _columns,
                Math.Min(DensePlan.BlockLength, _columns - firstColumn),
                ref Unsafe.Add(ref y.First, ((nint)firstRow * _columns) + firstColumn),
                _columns,
                start,
                ref Unsafe.Add(ref bias.First, start == ProductStart.Bias ? firstColumn : 0),
                end);
        }
    }
}
