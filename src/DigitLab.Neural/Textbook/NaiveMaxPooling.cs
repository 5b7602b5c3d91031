namespace DigitLab.Neural;

/// <summary>Maximum pooling as a textbook writes it: nested loops, one number at a time. Slow, and made to be read.</summary>
/// <remarks>
/// The loops are in <c>Kernels/Reference/MaxPoolReference.cs</c>; <see cref="MaxPool2D"/> gives the same bits, much faster.
/// <para>
/// An example. A picture of 3×3 pixels and a window of 2×2 that moves by one pixel:
/// <code>
/// x = 1 2 3    y = 5 6
///     4 5 6        8 9
///     7 8 9
/// </code>
/// With ∂y = 1 2 / 3 4, the gradient goes to the pixels that won: ∂x = 0 0 0 / 0 1 2 / 0 3 4.
/// </para>
/// </remarks>
public static class NaiveMaxPooling
{
    /// <summary>y[n,i,j,c] = max_{u,v} x[n, i·s + u, j·s + v, c].</summary>
    /// <param name="x">Pictures <c>[batch, H, W, C]</c>.</param>
    /// <param name="poolSize">k, side of the window.</param>
    /// <param name="stride">s, pixels from one window to the next; the window's side if 0.</param>
    /// <returns><c>[batch, ⌊(H − k)/s⌋ + 1, ⌊(W − k)/s⌋ + 1, C]</c>.</returns>
    /// <exception cref="ArgumentException">The window does not fit the pictures.</exception>
    public static Tensor Forward(Tensor x, int poolSize, int stride = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        WindowGeometry window = WindowOf(poolSize, stride);
        var y = new Tensor(new MaxPool2D(window).OutputShape(x.Shape));
        MaxPoolReference.Forward(window, x.Shape, x.Span, y.Shape, y.Span);
        return y;
    }

    /// <summary>∂x = the sum of the ∂y of those windows of which the pixel is the maximum, the first of equals.</summary>
    /// <param name="yGradient">∂loss/∂y, shaped as the output.</param>
    /// <param name="x">What went in.</param>
    /// <param name="poolSize">As in the forward pass.</param>
    /// <param name="stride">As in the forward pass.</param>
    /// <returns>∂loss/∂x.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static Tensor Backward(Tensor yGradient, Tensor x, int poolSize, int stride = 0)
    {
        ArgumentNullException.ThrowIfNull(yGradient);
        ArgumentNullException.ThrowIfNull(x);
        WindowGeometry window = WindowOf(poolSize, stride);
        NaiveShapes.Require(yGradient, new MaxPool2D(window).OutputShape(x.Shape), "∂y");
        var xGradient = new Tensor(x.Shape);
        MaxPoolReference.InputGradient(window, x.Shape, x.Span, yGradient.Shape, yGradient.Span, xGradient.Span);
        return xGradient;
    }

    private static WindowGeometry WindowOf(int poolSize, int stride) => WindowGeometry.Square(poolSize, stride == 0 ? poolSize : stride);
}
