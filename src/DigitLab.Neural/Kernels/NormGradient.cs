using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The gradient of the pictures that a batch normalization was given, not yet computed: whoever uses it asks for some rows of pixels at a time.</summary>
/// <remarks>
/// They stay in the first-level cache then, where the whole would be written to memory and read from there again. They are what the plan's factors make of x
/// and ∂y, so they can be asked for as long as those hold: until the chain's next step backward is over.
/// </remarks>
internal sealed class NormGradient(BatchNormPlan plan)
{
    private Tensor? _input;
    private Tensor? _outputGradient;
    private Tensor? _halved;
    private ProductEnd _end;
    private bool _isInputRectified;

    /// <summary>Takes what it is made of.</summary>
    /// <param name="input">x, <c>[batch, height, width, channels]</c>.</param>
    /// <param name="outputGradient">∂y.</param>
    /// <param name="end">Whether the output was rectified.</param>
    /// <param name="isInputRectified">Whether the input had been.</param>
    internal void Take(Tensor input, Tensor outputGradient, ProductEnd end, bool isInputRectified) =>
        (_input, _outputGradient, _halved, _end, _isInputRectified) = (input, outputGradient, null, end, isInputRectified);

    /// <summary>The same where a rectifier and maxima over 2×2 pixels came behind the normalization.</summary>
    internal void TakeHalved(Tensor input, Tensor halved, Tensor halvedGradient) =>
        (_input, _outputGradient, _halved, _end, _isInputRectified) = (input, halvedGradient, halved, ProductEnd.Rectified, false);

    /// <summary>Computes some rows of pixels.</summary>
    /// <param name="sample">The picture.</param>
    /// <param name="row">The first row; where maxima came behind, an even one.</param>
    /// <param name="rows">How many; there, an even number.</param>
    /// <param name="to">Where they go.</param>
    internal void Write<TLanes, TVector>(int sample, int row, int rows, ref float to)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (_halved is not null)
        {
            HalvedNormKernel.WriteInputGradient<TLanes, TVector>(plan, sample, row, rows, _input!, _halved, _outputGradient!, ref to);
            return;
        }

        Shape shape = _input!.Shape;
        int length = shape[2] * shape[3];
        nint first = (((nint)sample * shape[1]) + row) * length;
        BatchNormGradientKernel.WriteInputGradient<TLanes, TVector>(
            plan, ref Unsafe.Add(ref _input.First, first), ref Unsafe.Add(ref _outputGradient!.First, first), ref to, rows * length, _end, _isInputRectified, rows * length);
    }
}
