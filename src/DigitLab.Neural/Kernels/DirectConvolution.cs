namespace DigitLab.Neural;

/// <summary>The convolution as its formula has it: every window times all weights, by <see cref="ConvolutionKernel"/>.</summary>
internal sealed class DirectConvolution(ConvolutionGeometry geometry, Shape input, bool isTraining) : ConvolutionAlgorithm
{
    private readonly ConvolutionPlan _plan = new(geometry, input, isTraining);

    internal override void TakeWeights(Tensor weights, Workers workers)
    {
        // They are read where they are.
    }

    internal override void ShareWeightsOf(ConvolutionAlgorithm other)
    {
        // There is nothing to share.
    }

    internal override void Forward(Tensor input, Tensor weights, Tensor? bias, Tensor output, ProductEnd end, Workers workers) =>
        ConvolutionKernel.Forward(_plan, input, weights, bias, output, workers, end);

    internal override void AddWeightGradient(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers) =>
        ConvolutionKernel.AddWeightGradient(_plan, input, outputGradient, weightGradient, biasGradient, workers);

    internal override void InputGradient(Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers) =>
        ConvolutionKernel.InputGradient(_plan, weights, outputGradient, inputGradient, workers);
}
