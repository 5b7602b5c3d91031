namespace DigitLab.Neural;

/// <summary>The convolution as its formula has it: every window times all weights, by <see cref="ConvolutionKernel"/>.</summary>
internal sealed class DirectConvolution(ConvolutionGeometry geometry, Shape input, bool isTraining) : ConvolutionAlgorithm
{
    private readonly ConvolutionPlan _plan = new(geometry, input, isTraining);
    private HalvedConvolutionPlan? _halved;

    /// <summary>Whether a rectifier's and a 2×2 pooling's work can be done as well: where the windows leave no row and no pixel over.</summary>
    internal bool CanHalve => _plan.Output[1] % 2 == 0 && _plan.Output[2] % 2 == 0;

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

    internal override bool CanAsk(bool withInputGradient, Workers workers) => !withInputGradient;

    internal override void GradientsAsking(
        Tensor input, Tensor weights, NormGradient outputGradient, Tensor weightGradient, Tensor? biasGradient, Tensor? inputGradient, Workers workers) =>
        ConvolutionKernel.AddWeightGradient(_plan, input, outputGradient, weightGradient, biasGradient, workers);

    internal void ForwardHalved(Tensor input, Tensor weights, Tensor? bias, Tensor halved, HalvingOrder order, Workers workers) =>
        HalvedConvolutionKernel.Forward(_halved ??= new(_plan, isTraining), input, weights, bias, halved, order, workers);

    /// <summary>Adds to both gradients of the weights, unless they are null, and writes the input's, unless that is. The forward pass must have gone before.</summary>
    internal void BackwardHalved(
        Tensor input, Tensor weights, Tensor halvedGradient, Tensor? weightGradient, Tensor? biasGradient, Tensor? inputGradient, Workers workers) =>
        HalvedConvolutionKernel.Backward(_halved!, input, weights, halvedGradient, weightGradient, biasGradient, inputGradient, workers);
}
