using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>A block of the gradient of a dense layer's weights: ∂w[i, o] = Σ_n x[n, i] · ∂y[n, o], n ascending.</summary>
internal static class DenseGradientBlock
{
    /// <param name="plan">The layer's.</param>
    /// <param name="input">x.</param>
    /// <param name="outputGradient">∂y.</param>
    /// <param name="firstInput">The block's first row.</param>
    /// <param name="inputs">Its rows; at most <see cref="DensePlan.BlockLength"/>.</param>
    /// <param name="firstOutput">Its first column.</param>
    /// <param name="outputs">Its columns.</param>
    /// <param name="block">Where it goes; a row is as long as a row of weights.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="copies"><see cref="DensePlan.BlockStride"/> numbers for each sample, to copy the block's inputs to: a sample apart, they would fall into few sets of the cache.</param>
    internal static void Run<TLanes, TVector>(
        DensePlan plan, Tensor input, Tensor outputGradient, int firstInput, int inputs, int firstOutput, int outputs, ref float block, ProductStart start, Span<float> copies)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int n = 0; n < plan.Batch; n++)
        {
            input.Span.Slice((n * plan.Inputs) + firstInput, inputs).CopyTo(copies[(n * DensePlan.BlockStride)..]);
        }

        PatchProduct.Run<TLanes, TVector>(
            ref MemoryMarshal.GetReference(copies),
            plan.Consecutive.AsSpan(0, inputs),
            plan.BlockSteps,
            ref Unsafe.Add(ref outputGradient.First, firstOutput),
            plan.Outputs,
            outputs,
            ref block,
            plan.Outputs,
            start,
            ref block);
    }
}
