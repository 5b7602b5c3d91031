using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Dense layers with weights that were packed before, for as long as they stay as they are.</summary>
internal static class PackedDenseKernel
{
    /// <summary>Rectifying at the end saves a pass over the output.</summary>
    internal static void Forward(
        DensePlan plan, Tensor input, PackedMatrix weights, Tensor? bias, Tensor output, Workers workers, ProductEnd end = ProductEnd.Sums)
    {
        // A rectifier at the end makes +0 of −0, the one thing in which a sum without its terms of 0 could differ; 0 · ∞ would be another.
        NonzeroTerms? terms = end == ProductEnd.Rectified && weights.IsFinite ? plan.NonzeroTerms : null;
        terms?.Find(input, workers);
        if (plan.Batch == 1)
        {
            workers.RunVectors(weights.Panels, new RowJob(plan, input, weights, bias, output, end, terms));
            return;
        }

        var job = new PanelsJob(plan, input, weights, bias, output, end, terms);
        workers.RunVectors(job.Pieces, job);
    }

    // A panel of the weights' columns, for the only sample.
    private readonly struct RowJob(
        DensePlan plan, Tensor input, PackedMatrix weights, Tensor? bias, Tensor output, ProductEnd end, NonzeroTerms? terms) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int column = piece * PackedMatrix.PanelColumns, chunks = terms is null ? 1 : NonzeroTerms.ChunksOf(plan.Inputs);
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                RowProduct.Run<TLanes, TVector>(
                    ref input.First,
                    terms is null ? plan.Consecutive.AsSpan(0, plan.Inputs) : terms.Of(0, chunk),
                    ref weights.Of(piece),
                    weights.StrideOf(piece),
                    weights.ColumnsOf(piece),
                    ref Unsafe.Add(ref output.First, column),
                    chunk > 0 ? ProductStart.Sums : bias is null ? ProductStart.Zero : ProductStart.Bias,
                    ref Unsafe.Add(ref (bias ?? output).First, bias is null ? 0 : column),
                    chunk == chunks - 1 ? end : ProductEnd.Sums);
            }
        }
    }

    // Some panels of the weights' columns, for some samples.
    private readonly struct PanelsJob(
        DensePlan plan, Tensor input, PackedMatrix weights, Tensor? bias, Tensor output, ProductEnd end, NonzeroTerms? terms) : IVectorJob
    {
        private const int MostSamplesAtOnce = 128;
        private const int InputsAtOnce = NonzeroTerms.InputsAtOnce;
        private const int MostPanelsAtOnce = 4;
        private const int LeastPieces = 6;

        internal int Pieces => SampleBlocks * ((weights.Panels + PanelsAtOnce - 1) / PanelsAtOnce);

        private int SampleBlocks => (plan.Batch + MostSamplesAtOnce - 1) / MostSamplesAtOnce;

        // Whole tiles, about the same number in each block.
        private int SamplesAtOnce => (((plan.Batch + SampleBlocks - 1) / SampleBlocks) + ListedProduct.Rows - 1) / ListedProduct.Rows * ListedProduct.Rows;

        private int PanelsAtOnce => Math.Clamp(weights.Panels * SampleBlocks / LeastPieces, 1, MostPanelsAtOnce);

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int group, int block) = Math.DivRem(piece, SampleBlocks);
            int sample = block * SamplesAtOnce, samples = Math.Min(SamplesAtOnce, plan.Batch - sample), endPanel = Math.Min((group + 1) * PanelsAtOnce, weights.Panels);
            for (int chunk = 0; chunk * InputsAtOnce < plan.Inputs; chunk++)
            {
                for (int panel = group * PanelsAtOnce; panel < endPanel; panel++)
                {
                    if (terms is null || weights.ColumnsOf(panel) < PackedMatrix.PanelColumns)
                    {
                        Product<TLanes, TVector>(sample, samples, panel, chunk);
                    }
                    else
                    {
                        ListedProducts<TLanes, TVector>(sample, samples, panel, chunk);
                    }
                }
            }
        }

        private void Product<TLanes, TVector>(int sample, int samples, int panel, int chunk)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int column = panel * PackedMatrix.PanelColumns, firstInput = chunk * InputsAtOnce, inputs = Math.Min(InputsAtOnce, plan.Inputs - firstInput);
            PatchProduct.Run<TLanes, TVector>(
                ref input.First,
                plan.InputRows.AsSpan(sample, samples),
                plan.Consecutive.AsSpan(firstInput, inputs),
                ref Unsafe.Add(ref weights.Of(panel), (nint)firstInput * weights.StrideOf(panel)),
                weights.StrideOf(panel),
                weights.ColumnsOf(panel),
                ref Unsafe.Add(ref output.First, ((nint)sample * plan.Outputs) + column),
                plan.Outputs,
                StartOf(chunk),
                ref BiasOf(column),
                EndOf(chunk));
        }

        private void ListedProducts<TLanes, TVector>(int sample, int samples, int panel, int chunk)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int column = panel * PackedMatrix.PanelColumns;
            for (int first = sample; first < sample + samples; first += ListedProduct.Rows)
            {
                ListedProduct.Run<TLanes, TVector>(
                    ref input.First,
                    plan.InputRows.AsSpan(first, Math.Min(ListedProduct.Rows, sample + samples - first)),
                    terms!.Of(first / ListedProduct.Rows, chunk),
                    ref weights.Of(panel),
                    ref Unsafe.Add(ref output.First, ((nint)first * plan.Outputs) + column),
                    plan.Outputs,
                    StartOf(chunk),
                    ref BiasOf(column),
                    EndOf(chunk));
            }
        }

        private ProductStart StartOf(int chunk) => chunk > 0 ? ProductStart.Sums : bias is null ? ProductStart.Zero : ProductStart.Bias;

        private ProductEnd EndOf(int chunk) => (chunk + 1) * InputsAtOnce >= plan.Inputs ? end : ProductEnd.Sums;

        private ref float BiasOf(int column) => ref Unsafe.Add(ref (bias ?? output).First, bias is null ? 0 : column);
    }
}
