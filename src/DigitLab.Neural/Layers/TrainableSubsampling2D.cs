namespace DigitLab.Neural;

/// <summary>LeNet-5's subsampling: the sum of each window, times a coefficient per channel, plus a bias per channel, both trained.</summary>
/// <remarks>
/// y[n,i,j,c] = a[c] · Σ_{u,v} x[n, i·k + u, j·k + v, c] + b[c]; the squashing behind it is a layer of its own (<see cref="Tanh.LeCun"/>).
/// Input [batch, H, W, C]; output [batch, ⌊H/k⌋, ⌊W/k⌋, C]. The coefficients [C] start at 1/k², which makes it the mean, the bias [C] at 0.
/// Computed as a depthwise convolution all of whose taps are a[c]. Source: LeCun, Bottou, Bengio, Haffner 1998, §II.B, layer S2.
/// </remarks>
public sealed class TrainableSubsampling2D : Layer
{
    private readonly int _channels;
    private readonly WindowGeometry _window;

    /// <summary>A trainable subsampling.</summary>
    /// <param name="channels">Channels of input and output; at least 1.</param>
    /// <param name="poolSize">Side k of the window, and pixels from one window to the next; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public TrainableSubsampling2D(int channels, int poolSize = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (_channels, PoolSize, _window) = (channels, poolSize, WindowGeometry.Square(poolSize, poolSize));
        Coefficients = Add("coefficients", new Shape(channels), Initializer.Constant(1.0 / (poolSize * poolSize)));
        Bias = Add("bias", new Shape(channels), Initializer.Zeros);
    }

    /// <summary>Side of the window.</summary>
    public int PoolSize { get; }

    /// <summary>The factor of each channel's sums, <c>[C]</c>.</summary>
    public Parameter Coefficients { get; }

    /// <summary>What is added to each channel, <c>[C]</c>.</summary>
    public Parameter Bias { get; }

    private int Taps => PoolSize * PoolSize;

    /// <inheritdoc/>
    public override LayerDescription Describe() => new TrainableSubsampling2DDescription(_channels, PoolSize);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        string expected = $"[batch, H, W, {_channels}]";
        if (_window.RefusalToPool(input) is { } reason)
        {
            throw Refusal(expected, input, reason);
        }

        return input[3] == _channels ? _window.Pooled(input) : throw Refusal(expected, input, "the last axis must be the channels");
    }

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        Memory memory = pass.Memory<Memory>();
        for (int tap = 0; tap < Taps; tap++)
        {
            Coefficients.Value.Span.CopyTo(memory.Weights.Span[(tap * _channels)..]);
        }

        DepthwiseKernel.Forward(_window, input, memory.Weights, Bias.Value, output, pass.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        Memory memory = pass.Memory<Memory>();
        memory.WeightGradient.Span.Clear();
        DepthwiseKernel.AddWeightGradient(memory.Plan, input, outputGradient, memory.WeightGradient, Bias.Gradient, pass.Workers);
        ElementwiseKernel.AddParts(memory.WeightGradient, 0, _channels, Taps, Coefficients.Gradient, pass.Workers);
        if (inputGradient is not null)
        {
            DepthwiseKernel.InputGradient(_window, memory.Weights, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input) => (long)OutputShape(input).Count * Taps;

    /// <summary>A line of a summary: <c>TrainableSubsampling2D of 6 channels, 2×2, 12 weights</c>.</summary>
    public override string ToString() => $"TrainableSubsampling2D of {_channels} channels, {PoolSize}×{PoolSize}, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => new Memory(_window, input, isTraining);

    // The coefficients as a depthwise convolution's weights, and their gradient.
    private sealed class Memory(WindowGeometry window, Shape input, bool isTraining)
    {
        internal DepthwisePlan Plan { get; } = new(window, input, isTraining);

        internal Tensor Weights { get; } = new(new Shape(window.Height, window.Width, 1, input[3]));

        internal Tensor WeightGradient { get; } = new(new Shape(window.Height, window.Width, 1, input[3]));
    }
}
