namespace DigitLab.Neural;

/// <summary>The largest number in each window of each channel.</summary>
/// <remarks>
/// y[n,i,j,c] = max_{u,v} x[n, i·s + u·d − top, j·s + v·d − left, c] over the pixels that exist: padding never wins.
/// Input [batch, H, W, C]; output [batch, ⌊(H + top + bottom − (k−1)·d − 1)/s⌋ + 1, likewise for W, C].
/// The gradient goes to the largest pixel, the first of equals. Source: Ranzato, Huang, Boureau, LeCun 2007, CVPR.
/// </remarks>
public sealed class MaxPool2D : Layer
{
    private readonly WindowGeometry _window;

    /// <summary>A pooling with a square window.</summary>
    /// <param name="poolSize">Side of the window, in pixels; at least 1.</param>
    /// <param name="stride">Pixels from one window to the next; the window's side if 0.</param>
    /// <param name="padding">Pixels that a window may reach over the edge; less than the side.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the padding is negative or as large as the window.</exception>
    public MaxPool2D(int poolSize, int stride = 0, int padding = 0)
        : this(WindowGeometry.Square(poolSize, stride == 0 ? poolSize : stride, padding))
    {
    }

    /// <summary>A pooling with any window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or a padding is negative or as large as the window.</exception>
    public MaxPool2D(WindowGeometry window) => _window = WindowGeometry.CheckedForPooling(window, nameof(MaxPool2D));

    /// <summary>Whether the windows are of 2×2 pixels, side by side.</summary>
    internal bool IsHalving => _window == MaxPoolKernel.Halving;

    /// <inheritdoc/>
    public override LayerDescription Describe() => new MaxPool2DDescription(_window);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) =>
        _window.RefusalToPool(input) is { } reason ? throw Refusal("[batch, H, W, C]", input, reason) : _window.Pooled(input);

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        MaxPoolKernel.Forward(_window, input, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            MaxPoolKernel.InputGradient(_window, input, output, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>MaxPool2D 2×2, stride 2, padding 0</c>.</summary>
    public override string ToString() => $"MaxPool2D {_window}";
}
