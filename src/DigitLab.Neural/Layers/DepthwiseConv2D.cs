namespace DigitLab.Neural;

/// <summary>A convolution in which each channel has a window of its own and meets no other channel.</summary>
/// <remarks>
/// y[n,i,j,c] = b[c] + Σ_{u,v} x[n, i·s + u·d − top, j·s + v·d − left, c] · w[u,v,c], where x is 0 outside the image.
/// Input [batch, H, W, C]; output [batch, ⌊(H + top + bottom − (k−1)·d − 1)/s⌋ + 1, likewise for W, C].
/// Weights [k, k, 1, C] start He-normal with fan-in k·k unless told otherwise, the bias [C] at zero.
/// Source: Chollet 2017, "Xception", arXiv:1610.02357.
/// </remarks>
public sealed class DepthwiseConv2D : Layer
{
    private readonly int _channels;
    private readonly WindowGeometry _window;

    /// <summary>A depthwise convolution with a square window and the same padding all round.</summary>
    /// <param name="channels">Channels of input and output; at least 1.</param>
    /// <param name="kernelSize">Side k of the square window, in pixels; at least 1.</param>
    /// <param name="stride">Pixels from one window to the next; at least 1.</param>
    /// <param name="padding">Pixels of zeros on every side.</param>
    /// <param name="hasBias">Whether a bias is added to each channel; needless before a batch normalization.</param>
    /// <param name="initializer">The weights' start; He-normal if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the padding is negative.</exception>
    public DepthwiseConv2D(int channels, int kernelSize, int stride = 1, int padding = 0, bool hasBias = true, Initializer? initializer = null)
        : this(channels, WindowGeometry.Square(kernelSize, stride, padding), hasBias, initializer)
    {
    }

    /// <summary>A depthwise convolution with any window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or a padding is negative.</exception>
    public DepthwiseConv2D(int channels, WindowGeometry window, bool hasBias = true, Initializer? initializer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (_channels, _window) = (channels, window.Checked());

        // As [k, k, 1, C] to the initializer, for a number of the output has k · k terms.
        Weights = Add("weights", new Shape(window.Height, window.Width, 1, channels), initializer ?? Initializer.HeNormal);
        Bias = hasBias ? Add("bias", new Shape(channels), Initializer.Zeros) : null;
    }

    /// <summary>Each channel's window, <c>[k, k, 1, C]</c>.</summary>
    public Parameter Weights { get; }

    /// <summary>A number per channel, <c>[C]</c>; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new DepthwiseConv2DDescription(_channels, _window, Bias is not null);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        string expected = $"[batch, H, W, {_channels}]";
        if (input.Rank != 4 || input[3] != _channels)
        {
            throw Refusal(expected, input, "the last axis must be the channels");
        }

        Shape output = _window.Pooled(input);
        return output[1] >= 1 && output[2] >= 1
            ? output
            : throw Refusal(expected, input, $"the window ({_window}) is larger than the padded picture");
    }

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        DepthwiseKernel.Forward(_window, input, Weights.Value, Bias?.Value, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (!pass.SkipsWeights)
        {
            DepthwiseKernel.AddWeightGradient(
                pass.Memory<DepthwisePlan>(), input, outputGradient, Weights.Gradient, Bias?.Gradient, pass.Workers);
        }

        if (inputGradient is not null)
        {
            DepthwiseKernel.InputGradient(_window, Weights.Value, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input) => (long)OutputShape(input).Count * _window.Height * _window.Width;

    /// <summary>A line of a summary: <c>DepthwiseConv2D of 32 channels, 3×3, stride 1, padding 1, 320 weights</c>.</summary>
    public override string ToString() => $"DepthwiseConv2D of {_channels} channels, {_window}, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => new DepthwisePlan(_window, input, isTraining);
}
