namespace DigitLab.Neural;

/// <summary>The mean of each window of each channel.</summary>
/// <remarks>
/// y[n,i,j,c] = Σ_{u,v} x[n, i·s + u·d − top, j·s + v·d − left, c] / count. The count is that of the window, padding included as zeros; or, on
/// demand, only that of the pixels that exist (PyTorch's <c>count_include_pad</c>, whose default is ours too).
/// Input [batch, H, W, C]; output [batch, ⌊(H + top + bottom − (k−1)·d − 1)/s⌋ + 1, likewise for W, C].
/// Source: LeCun, Boser et al. 1990, "Handwritten digit recognition with a back-propagation network", NIPS.
/// </remarks>
public sealed class AveragePool2D : Layer
{
    private readonly WindowGeometry _window;

    /// <summary>A pooling with a square window.</summary>
    /// <param name="poolSize">Side of the window, in pixels; at least 1.</param>
    /// <param name="stride">Pixels from one window to the next; the window's side if 0.</param>
    /// <param name="padding">Pixels that a window may reach over the edge; less than the side.</param>
    /// <param name="countsPadding">Whether pixels over the edge count as zeros.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the padding is negative or as large as the window.</exception>
    public AveragePool2D(int poolSize, int stride = 0, int padding = 0, bool countsPadding = true)
        : this(WindowGeometry.Square(poolSize, stride == 0 ? poolSize : stride, padding), countsPadding)
    {
    }

    /// <summary>A pooling with any window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or a padding is negative or as large as the window.</exception>
    public AveragePool2D(WindowGeometry window, bool countsPadding = true) =>
        (_window, CountsPadding) = (WindowGeometry.CheckedForPooling(window, nameof(AveragePool2D)), countsPadding);

    /// <summary>Whether pixels over the edge count as zeros.</summary>
    public bool CountsPadding { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new AveragePool2DDescription(_window, CountsPadding);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) =>
        _window.RefusalToPool(input) is { } reason ? throw Refusal("[batch, H, W, C]", input, reason) : _window.Pooled(input);

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        AveragePoolKernel.Forward(_window, CountsPadding, input, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            AveragePoolKernel.InputGradient(_window, CountsPadding, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>AveragePool2D 2×2, stride 2, padding 0</c>.</summary>
    public override string ToString() => $"AveragePool2D {_window}{(CountsPadding ? "" : ", padding not counted")}";
}
