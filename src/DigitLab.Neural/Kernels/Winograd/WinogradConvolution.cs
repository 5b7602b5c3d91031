namespace DigitLab.Neural;

/// <summary>A convolution 3×3 of stride 1 with 16 products for 4 outputs instead of 36: Winograd's minimal filtering, F(2×2, 3×3).</summary>
/// <remarks>
/// The transforms only add, subtract and halve, so a result is off by about twice what the plain sum's rounding is off.
/// Source: Lavin, Gray 2016, arXiv:1509.09308.
/// </remarks>
internal sealed class WinogradConvolution : ConvolutionAlgorithm
{
    // Below these, the transforms cost more than the products that they save: those grow with the channels' product, these with their sum.
    private const int LeastChannels = 16;
    private const int LeastChannelPairs = 512;

    private readonly WinogradProduct _forward;
    private readonly WinogradProduct? _inputGradient;
    private readonly WinogradWeightGradient? _weightGradient;
    private readonly Tensor? _turned;

    internal WinogradConvolution(ConvolutionGeometry geometry, Shape input, bool isTraining, Workers workers)
    {
        Shape output = geometry.OutputShape(input);
        Padding padding = geometry.Window.Padding;
        var tiling = new WinogradTiling(input, output[3], padding.Top, padding.Left, output[1], output[2]);
        _forward = new WinogradProduct(tiling, workers);
        if (isTraining)
        {
            // ∂x is the convolution of ∂y, in a border of 2 less the padding, with the window turned by half a circle.
            _inputGradient = new WinogradProduct(
                new WinogradTiling(output, input[3], 2 - padding.Top, 2 - padding.Left, input[1], input[2]), workers);
            _weightGradient = new WinogradWeightGradient(tiling, workers);
            _turned = new Tensor(new Shape(3, 3, output[3], input[3]));
        }
    }

    /// <summary>Whether this way is faster than the plain one.</summary>
    internal static bool Suits(ConvolutionGeometry geometry, Shape input)
    {
        if (geometry.Window is not { Height: 3, Width: 3, Stride: 1, Dilation: 1 }
            || Math.Min(geometry.InChannels, geometry.OutChannels) < LeastChannels
            || geometry.InChannels * geometry.OutChannels < LeastChannelPairs)
        {
            return false;
        }

        // Tiles that lie half outside do needless work.
        Shape output = geometry.OutputShape(input);
        int outputs = output[1] * output[2], tiles = ((output[1] + 1) / 2) * ((output[2] + 1) / 2);
        return WinogradTiling.Products * tiles * 3 <= 2 * 9 * outputs;
    }

    internal override void TakeWeights(Tensor weights, Workers workers) => _forward.TakeWeights(weights, workers);

    internal override void ShareWeightsOf(ConvolutionAlgorithm other) => _forward.ShareWeightsOf(((WinogradConvolution)other)._forward);

    internal override void Forward(Tensor input, Tensor weights, Tensor? bias, Tensor output, ProductEnd end, Workers workers) =>
        _forward.Run(input, bias, output, end, workers);

    internal override void AddWeightGradient(Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers) =>
        _weightGradient!.Add(input, outputGradient, weightGradient, biasGradient, workers);

    internal override void InputGradient(Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        workers.Run(9, new TurnJob(weights, _turned!));
        _inputGradient!.TakeWeights(_turned!, workers);
        _inputGradient.Run(outputGradient, null, inputGradient, ProductEnd.Sums, workers);
    }

    // turned[2 − u, 2 − v, o, c] = w[u, v, c, o]
    private readonly struct TurnJob(Tensor weights, Tensor turned) : IJob
    {
        public void Run(int piece)
        {
            int inChannels = weights.Shape[2], outChannels = weights.Shape[3], pair = inChannels * outChannels;
            TransposeKernel.Turn(weights.Span[(piece * pair)..], outChannels, inChannels, outChannels, turned.Span[((8 - piece) * pair)..], inChannels);
        }
    }
}
