namespace DigitLab.Neural;

/// <summary>A way to compute a convolution and its gradients for one input shape, with the memory that it needs.</summary>
/// <remarks>Which way is taken follows from window, channels and picture alone, not from the batch: a digit alone gives the bits that it
/// gives among others.</remarks>
internal abstract class ConvolutionAlgorithm
{
    /// <summary>The fastest for a shape.</summary>
    internal static ConvolutionAlgorithm For(ConvolutionGeometry geometry, Shape input, bool isTraining, Workers workers)
    {
        if (DenseConvolution.Suits(geometry, input))
        {
            return new DenseConvolution(geometry, input, isTraining);
        }

        if (WinogradConvolution<FilterF43>.Suits(geometry, input))
        {
            return new WinogradConvolution<FilterF43>(geometry, input, isTraining, workers);
        }

        if (WinogradConvolution<FilterF45>.Suits(geometry, input))
        {
            return new WinogradConvolution<FilterF45>(geometry, input, isTraining, workers);
        }

        return WinogradConvolution<FilterF27>.Suits(geometry, input)
            ? new WinogradConvolution<FilterF27>(geometry, input, isTraining, workers)
            : new DirectConvolution(geometry, input, isTraining);
    }

    /// <summary>Prepares the weights, for every <see cref="Forward"/> until the next call.</summary>
    internal abstract void TakeWeights(Tensor weights, Workers workers);

    /// <summary>Uses what another algorithm for the same convolution prepares of its weights, then and whenever it takes weights anew.</summary>
    internal abstract void ShareWeightsOf(ConvolutionAlgorithm other);

    /// <summary>y from x and the weights that were last taken, which <paramref name="weights"/> are.</summary>
    internal abstract void Forward(Tensor input, Tensor weights, Tensor? bias, Tensor output, ProductEnd end, Workers workers);

    /// <summary>Adds to both gradients. The forward pass of the same input must have gone before.</summary>
    internal abstract void AddWeightGradient(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers);

    /// <summary>∂x from ∂y and the weights, whatever was taken before.</summary>
    internal abstract void InputGradient(Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers);

    /// <summary>Both, where both are wanted; what they have in common need not be done twice.</summary>
    internal virtual void Gradients(
        Tensor input, Tensor weights, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Tensor inputGradient, Workers workers)
    {
        AddWeightGradient(input, outputGradient, weightGradient, biasGradient, workers);
        InputGradient(weights, outputGradient, inputGradient, workers);
    }

    /// <summary>Takes a normalization that every input from now on still has to go through, in both directions; false where it does not.</summary>
    internal virtual bool TryTake(PendingNorm norm, Workers workers) => false;

    /// <summary>Whether it can ask for ∂y.</summary>
    /// <param name="withInputGradient">For both gradients, or for the weights' alone.</param>
    /// <param name="workers">The threads.</param>
    internal virtual bool CanAsk(bool withInputGradient, Workers workers) => false;

    /// <summary>Both gradients, or where there is no memory for the input's the weights' alone, with ∂y that is asked for.</summary>
    internal virtual void GradientsAsking(
        Tensor input, Tensor weights, NormGradient outputGradient, Tensor weightGradient, Tensor? biasGradient, Tensor? inputGradient, Workers workers) =>
        throw new InvalidOperationException("This way to compute a convolution takes its output's gradient as a whole.");
}
