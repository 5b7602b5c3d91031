namespace DigitLab.Neural;

/// <summary>A convolution with a single place, from which the window sees the whole picture: a dense layer over its pixels.</summary>
internal sealed class DenseConvolution : ConvolutionAlgorithm
{
    private readonly DensePlan _plan;
    private PackedMatrix? _packed;   // for inference, where weights stay as they are

    internal DenseConvolution(ConvolutionGeometry geometry, Shape input, bool isTraining)
    {
        _plan = new DensePlan(input[0], geometry.Taps, geometry.OutChannels, isTraining);
        _packed = isTraining ? null : new PackedMatrix(geometry.Taps, geometry.OutChannels);
    }

    /// <summary>Whether a convolution is one.</summary>
    internal static bool Suits(ConvolutionGeometry geometry, Shape input) =>
        geometry.Window is { Padding.IsNone: true, Dilation: 1 } && geometry.Window.Height == input[1] && geometry.Window.Width == input[2];

    internal override void TakeWeights(Tensor weights, Workers workers) => _packed?.Take(weights, workers);

    internal override void ShareWeightsOf(ConvolutionAlgorithm other) => _packed = ((DenseConvolution)other)._packed;

    internal override void Forward(Tensor input, Tensor weights, Tensor? bias, Tensor output, ProductEnd end, Workers workers)
    {
        if (_packed is null)
        {
            DenseKernel.Forward(_plan, input, weights, bias, output, workers, end);
        }
        else
        {
            PackedDenseKernel.Forward(_plan, input, _packed, bias, output, workers, end);
        }
    }

    internal override void AddWeightGradient(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers) =>
        DenseKernel.AddWeightGradient(_plan, input, outputGradient, weightGradient, biasGradient, workers);

    internal override void InputGradient(Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers) =>
        DenseKernel.InputGradient(_plan, weights, outputGradient, inputGradient, workers);
}
