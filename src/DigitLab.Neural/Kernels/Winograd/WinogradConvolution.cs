namespace DigitLab.Neural;

/// <summary>A convolution of stride 1 by tiles: <see cref="IMinimalFilter"/>'s products instead of all.</summary>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal sealed class WinogradConvolution<TFilter> : ConvolutionAlgorithm
    where TFilter : struct, IMinimalFilter
{
    // Below these, the transforms cost more than the products that they save: those grow with the channels' product, these with their sum.
    private const int LeastChannels = 12;
    private const int LeastChannelPairs = 256;

    private readonly WinogradProduct<TFilter> _forward;
    private readonly WinogradInputGradient<TFilter>? _inputGradient;
    private readonly WinogradWeightGradient<TFilter>? _weightGradient;
    private PendingNorm? _norm;

    internal WinogradConvolution(ConvolutionGeometry geometry, Shape input, bool isTraining, Workers workers)
    {
        Shape output = geometry.OutputShape(input);
        Padding padding = geometry.Window.Padding;
        var tiling = new WinogradTiling<TFilter>(input, output[3], padding.Top, padding.Left, output[1], output[2]);
        _forward = new WinogradProduct<TFilter>(tiling, workers);
        if (isTraining)
        {
            _inputGradient = new WinogradInputGradient<TFilter>(tiling, workers);
            _weightGradient = new WinogradWeightGradient<TFilter>(tiling, workers);
        }
    }

    /// <summary>Whether this way is faster than the plain one.</summary>
    internal static bool Suits(ConvolutionGeometry geometry, Shape input)
    {
        if (geometry.Window is not { Stride: 1, Dilation: 1 }
            || geometry.Window.Height != TFilter.Taps
            || geometry.Window.Width != TFilter.Taps
            || Math.Min(geometry.InChannels, geometry.OutChannels) < LeastChannels
            || geometry.InChannels * geometry.OutChannels < LeastChannelPairs)
        {
            return false;
        }

        // Tiles that lie half outside do needless work.
        Shape output = geometry.OutputShape(input);
        int tiles = WinogradTiling<TFilter>.TilesOf(output[1]) * WinogradTiling<TFilter>.TilesOf(output[2]);
        return WinogradTiling<TFilter>.Products * tiles * 3 <= 2 * TFilter.Taps * TFilter.Taps * output[1] * output[2];
    }

    internal override void TakeWeights(Tensor weights, Workers workers) => _forward.TakeWeights(weights, workers);

    internal override void ShareWeightsOf(ConvolutionAlgorithm other) => _forward.ShareWeightsOf(((WinogradConvolution<TFilter>)other)._forward);

    internal override void Forward(Tensor input, Tensor weights, Tensor? bias, Tensor output, ProductEnd end, Workers workers) =>
        _forward.Run(input, _norm, bias, output, end, workers);

    internal override void AddWeightGradient(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers) =>
        _weightGradient!.Add(input, outputGradient, weightGradient, biasGradient, workers);

    internal override void InputGradient(Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers) =>
        _inputGradient!.Run(weights, outputGradient, inputGradient, workers);

    internal override void Gradients(
        Tensor input, Tensor weights, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Tensor inputGradient, Workers workers)
    {
        if (SharesGradients(workers))
        {
            RunBoth(input, weights, outputGradient, null, weightGradient, biasGradient, inputGradient, workers);
        }
        else
        {
            base.Gradients(input, weights, outputGradient, weightGradient, biasGradient, inputGradient, workers);
        }
    }

    // Both gradients in one go read an input once; by itself each would normalize it again.
    internal override bool TryTake(PendingNorm norm, Workers workers)
    {
        _norm = _inputGradient is not null && SharesGradients(workers) ? norm : null;
        return _norm is not null;
    }

    internal override bool CanAsk(bool withInputGradient, Workers workers) => withInputGradient && SharesGradients(workers);

    internal override void GradientsAsking(
        Tensor input, Tensor weights, NormGradient outputGradient, Tensor weightGradient, Tensor? biasGradient, Tensor? inputGradient, Workers workers) =>
        RunBoth(input, weights, null, outputGradient, weightGradient, biasGradient, inputGradient!, workers);

    /// <summary>Whether ∂y is transformed once for both gradients.</summary>
    internal bool SharesGradients(Workers workers) => _inputGradient!.Suits(_weightGradient!, workers);

    private void RunBoth(
        Tensor input,
        Tensor weights,
        Tensor? outputGradient,
        NormGradient? asked,
        Tensor weightGradient,
        Tensor? biasGradient,
        Tensor inputGradient,
        Workers workers)
    {
        _inputGradient!.RunWith(_weightGradient!, input, _norm, weights, outputGradient, asked, inputGradient, biasGradient is not null, workers);
        _weightGradient!.Collect(weightGradient, biasGradient, workers);
    }
}
