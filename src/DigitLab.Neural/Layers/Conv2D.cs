namespace DigitLab.Neural;

/// <summary>Two-dimensional convolution (strictly, cross-correlation) of a batch of images.</summary>
/// <remarks>
/// y[n,i,j,o] = b[o] + Σ_{u,v,c} x[n, i·s + u·d − top, j·s + v·d − left, c] · w[u,v,c,o], where x is 0 outside the image.
/// Input [batch, H, W, Cin]; output [batch, ⌊(H + top + bottom − (k−1)·d − 1)/s⌋ + 1, likewise for W, Cout].
/// Weights [k, k, Cin, Cout] start He-normal with fan-in k·k·Cin unless told otherwise, the bias [Cout] at zero.
/// Source: LeCun, Bottou, Bengio, Haffner 1998, §II.A. Initial weights: He et al. 2015, §2.2, arXiv:1502.01852.
/// </remarks>
public sealed class Conv2D : Layer, IHalving, ITakesNorm, IAsksForGradient
{
    private readonly ConvolutionGeometry _geometry;

    /// <summary>A convolution with a square window and the same padding all round.</summary>
    /// <param name="inChannels">Channels of the input; at least 1.</param>
    /// <param name="outChannels">Channels of the output; at least 1.</param>
    /// <param name="kernelSize">Side k of the square window, in pixels; at least 1.</param>
    /// <param name="stride">Pixels from one window to the next; at least 1.</param>
    /// <param name="padding">Pixels of zeros on every side.</param>
    /// <param name="hasBias">Whether a bias is added to each output channel; needless before a batch normalization.</param>
    /// <param name="initializer">The weights' start; He-normal if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the padding is negative.</exception>
    public Conv2D(
        int inChannels, int outChannels, int kernelSize, int stride = 1, int padding = 0, bool hasBias = true, Initializer? initializer = null)
        : this(inChannels, outChannels, WindowGeometry.Square(kernelSize, stride, padding), hasBias, initializer)
    {
    }

    /// <summary>A convolution with any window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or a padding is negative.</exception>
    public Conv2D(int inChannels, int outChannels, WindowGeometry window, bool hasBias = true, Initializer? initializer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outChannels, 1);
        _geometry = new ConvolutionGeometry(inChannels, outChannels, window.Checked());
        Weights = Add("weights", new Shape(window.Height, window.Width, inChannels, outChannels), initializer ?? Initializer.HeNormal);
        Bias = hasBias ? Add("bias", new Shape(outChannels), Initializer.Zeros) : null;
    }

    /// <summary>The window's numbers, <c>[k, k, Cin, Cout]</c>.</summary>
    public Parameter Weights { get; }

    /// <summary>A number per output channel, <c>[Cout]</c>; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>Window and channels.</summary>
    internal ConvolutionGeometry Geometry => _geometry;

    /// <inheritdoc/>
    public override LayerDescription Describe() =>
        new Conv2DDescription(_geometry.InChannels, _geometry.OutChannels, _geometry.Window, Bias is not null);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        string expected = $"[batch, H, W, {_geometry.InChannels}]";
        if (input.Rank != 4 || input[3] != _geometry.InChannels)
        {
            throw Refusal(expected, input, "the last axis must be the channels");
        }

        Shape output = _geometry.OutputShape(input);
        return output[1] >= 1 && output[2] >= 1
            ? output
            : throw Refusal(expected, input, $"the window ({_geometry.Window}) is larger than the padded picture");
    }

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) => Forward(input, output, ProductEnd.Sums, pass);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        ConvolutionAlgorithm algorithm = pass.Memory<ConvolutionAlgorithm>();
        if (inputGradient is null)
        {
            if (!pass.SkipsWeights)
            {
                algorithm.AddWeightGradient(input, outputGradient, Weights.Gradient, Bias?.Gradient, pass.Workers);
            }
        }
        else if (pass.SkipsWeights)
        {
            algorithm.InputGradient(Weights.Value, outputGradient, inputGradient, pass.Workers);
        }
        else
        {
            algorithm.Gradients(input, Weights.Value, outputGradient, Weights.Gradient, Bias?.Gradient, inputGradient, pass.Workers);
        }
    }

    /// <inheritdoc/>
    void IRectifying.ForwardRectified(Tensor input, Tensor output, Pass pass) => Forward(input, output, ProductEnd.Rectified, pass);

    /// <inheritdoc/>
    void IRectifying.BackwardRectified(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        ElementwiseKernel.ReluGradient(output, outputGradient, outputGradient, pass.Workers);
        Backward(input, output, outputGradient, inputGradient, pass);
    }

    /// <inheritdoc/>
    bool IHalving.CanHalve(Shape input, HalvingOrder order, Pass pass) => pass.Memory<ConvolutionAlgorithm>() is DirectConvolution { CanHalve: true };

    /// <inheritdoc/>
    void IHalving.ForwardHalved(Tensor input, Tensor halved, HalvingOrder order, Pass pass) =>
        pass.Memory<DirectConvolution>().ForwardHalved(input, Weights.Value, Bias?.Value, halved, order, pass.Workers);

    /// <inheritdoc/>
    void IHalving.BackwardHalved(Tensor input, Tensor halved, Tensor halvedGradient, Tensor? inputGradient, Pass pass)
    {
        (Tensor? weightGradient, Tensor? biasGradient) = pass.SkipsWeights ? (null, null) : (Weights.Gradient, Bias?.Gradient);
        pass.Memory<DirectConvolution>().BackwardHalved(input, Weights.Value, halvedGradient, weightGradient, biasGradient, inputGradient, pass.Workers);
    }

    /// <inheritdoc/>
    bool ITakesNorm.TryTake(PendingNorm norm, Pass pass) => pass.Memory<ConvolutionAlgorithm>().TryTake(norm, pass.Workers);

    /// <inheritdoc/>
    bool IAsksForGradient.CanAsk(bool withInputGradient, Pass pass) => pass.Memory<ConvolutionAlgorithm>().CanAsk(withInputGradient, pass.Workers);

    /// <inheritdoc/>
    void IAsksForGradient.BackwardAsking(Tensor input, NormGradient outputGradient, Tensor? inputGradient, Pass pass) =>
        pass.Memory<ConvolutionAlgorithm>().GradientsAsking(
            input, Weights.Value, outputGradient, Weights.Gradient, Bias?.Gradient, inputGradient, pass.Workers);

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input)
    {
        Shape output = OutputShape(input);
        return (long)output.Count * _geometry.Taps;
    }

    /// <summary>A line of a summary: <c>Conv2D 1→32, 5×5, stride 1, padding 2, 832 weights</c>.</summary>
    public override string ToString() =>
        $"Conv2D {_geometry.InChannels}→{_geometry.OutChannels}, {_geometry.Window}, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) =>
        ConvolutionAlgorithm.For(_geometry, input, isTraining, workers);

    private void Forward(Tensor input, Tensor output, ProductEnd end, Pass pass)
    {
        ConvolutionAlgorithm algorithm = pass.Memory<ConvolutionAlgorithm>();
        algorithm.TakeWeights(Weights.Value, pass.Workers);
        algorithm.Forward(input, Weights.Value, Bias?.Value, output, end, pass.Workers);
    }
}
