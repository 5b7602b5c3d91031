namespace DigitLab.Neural;

/// <summary>Mean pooling as a textbook writes it: nested loops, one number at a time. Slow, and made to be read.</summary>
/// <remarks>
/// The loops are in <c>Kernels/Reference/AveragePoolReference.cs</c>; <see cref="AveragePool2D"/> gives the same bits, much faster.
/// <para>
/// An example. A picture of 3×3 pixels and a window of 2×2 that moves by one pixel:
/// <code>
/// x = 1 2 3    y = (1 + 2 + 4 + 5)/4  (2 + 3 + 5 + 6)/4   =  3 4
///     4 5 6        (4 + 5 + 7 + 8)/4  (5 + 6 + 8 + 9)/4      6 7
///     7 8 9
/// </code>
/// With ∂y = 4 8 / 12 16, each pixel of a window takes a quarter: ∂x = 1 3 2 / 4 10 6 / 3 7 4.
/// </para>
/// </remarks>
public static class NaiveAveragePooling
{
    /// <summary>y[n,i,j,c] = Σ_{u,v} x[n, i·s + u, j·s + v, c] / k².</summary>
    /// <param name="x">Pictures <c>[batch, H, W, C]</c>.</param>
    /// <param name="poolSize">k, side of the window.</param>
    /// <param name="stride">s, pixels from one window to the next; the window's side if 0.</param>
    /// <returns><c>[batch, ⌊(H − k)/s⌋ + 1, ⌊(W − k)/s⌋ + 1, C]</c>.</returns>
    /// <exception cref="ArgumentException">The window does not fit the pictures.</exception>
    public static Tensor Forward(Tensor x, int poolSize, int stride = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        WindowGeometry window = WindowOf(poolSize, stride);
        var y = new Tensor(new AveragePool2D(window).OutputShape(x.Shape));
        AveragePoolReference.Forward(window, countsPadding: true, x.Shape, x.Span, y.Shape, y.Span);
        return y;
    }

    /// <summary>∂x = the sum of ∂y / k² of those windows that see the pixel.</summary>
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
        NaiveShapes.Require(yGradient, new AveragePool2D(window).OutputShape(x.Shape), "∂y");
        var xGradient = new Tensor(x.Shape);
        AveragePoolReference.InputGradient(window, countsPadding: true, x.Shape, yGradient.Shape, yGradient.Span, xGradient.Span);
        return xGradient;
    }

    private static WindowGeometry WindowOf(int poolSize, int stride) => WindowGeometry.Square(poolSize, stride == 0 ? poolSize : stride);
}
