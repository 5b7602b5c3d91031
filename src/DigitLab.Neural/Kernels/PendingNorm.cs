using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A batch normalization whose output is not yet computed: whoever reads it reads the normalization's input, and asks for some rows of pixels at a time.</summary>
/// <remarks>They stay in the first-level cache then, and the whole is never written. It is valid from the normalization's forward pass to its next one.</remarks>
internal sealed class PendingNorm(BatchNormPlan plan)
{
    /// <summary>Whether a rectifier comes behind it.</summary>
    internal ProductEnd End { get; set; }

    /// <summary>Computes some rows of pixels.</summary>
    /// <param name="input">What is normalized, <c>[batch, height, width, channels]</c>.</param>
    /// <param name="sample">The picture.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="rowsAhead">How many rows further down numbers are fetched into the cache meanwhile.</param>
    internal void Write<TLanes, TVector>(Tensor input, int sample, int row, int rows, ref float to, int rowsAhead)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int length = input.Shape[2] * input.Shape[3];
        ref float x = ref Unsafe.Add(ref input.First, (((nint)sample * input.Shape[1]) + row) * length);
        BatchNormKernel.Write<TLanes, TVector>(plan, ref x, ref to, rows * length, End, rowsAhead * length);
    }
}
