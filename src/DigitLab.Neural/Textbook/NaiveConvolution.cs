namespace DigitLab.Neural;

/// <summary>Convolution as a textbook writes it: nested loops, one number at a time. Slow, and made to be read.</summary>
/// <remarks>
/// The loops are in <c>Kernels/Reference/ConvolutionReference.cs</c>; <see cref="Conv2D"/> gives the same bits, some hundred times faster,
/// but where Winograd's tiles pay, with windows of 3×3, 5×5 and 7×7 between 12 or more channels: there it rounds differently.
/// <para>
/// An example. A picture of 3×3 pixels, one channel, and a window of 2×2 with bias 1:
/// <code>
/// x = 1 2 3    w = 1 0    y = 1·1 + 5·2 + 1   2·1 + 6·2 + 1   =  12 15
///     4 5 6        0 2        4·1 + 8·2 + 1   5·1 + 9·2 + 1      21 24
///     7 8 9
/// </code>
/// With ∂y = 1 everywhere, each weight's gradient is the sum of the four pixels that it meets, 12 16 / 24 28, the bias's is 4, and a
/// pixel's is the sum of the weights that it meets: 1 1 0 / 1 3 2 / 0 2 2.
/// </para>
/// </remarks>
public static class NaiveConvolution
{
    /// <summary>y[n,i,j,o] = b[o] + Σ_{u,v,c} x[n, i·s + u − p, j·s + v − p, c] · w[u,v,c,o], where x is 0 outside the picture.</summary>
    /// <param name="x">Pictures <c>[batch, H, W, Cin]</c>.</param>
    /// <param name="w">Windows <c>[k, k, Cin, Cout]</c>.</param>
    /// <param name="b">A number per output channel, <c>[Cout]</c>; null for none.</param>
    /// <param name="stride">s, pixels from one window to the next.</param>
    /// <param name="padding">p, pixels of zeros on every side.</param>
    /// <returns><c>[batch, ⌊(H + 2p − k)/s⌋ + 1, ⌊(W + 2p − k)/s⌋ + 1, Cout]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static Tensor Forward(Tensor x, Tensor w, Tensor? b = null, int stride = 1, int padding = 0)
    {
        ConvolutionGeometry geometry = GeometryOf(x, w, b, stride, padding);
        var y = new Tensor(geometry.OutputShape(x.Shape));
        ConvolutionReference.Forward(geometry, x.Shape, x.Span, w.Span, b is null ? [] : b.Span, y.Span);
        return y;
    }

    /// <summary>
    /// ∂w[u,v,c,o] = Σ_{n,i,j} x[n, i·s + u − p, j·s + v − p, c] · ∂y[n,i,j,o]; ∂b[o] = Σ_{n,i,j} ∂y[n,i,j,o];
    /// ∂x[n,a,b,c] = Σ ∂y[n,i,j,o] · w[u,v,c,o] over all i, j, u, v, o with i·s + u − p = a and j·s + v − p = b.
    /// </summary>
    /// <param name="yGradient">∂loss/∂y, shaped as the output.</param>
    /// <param name="x">What went in.</param>
    /// <param name="w">The windows.</param>
    /// <param name="stride">As in the forward pass.</param>
    /// <param name="padding">As in the forward pass.</param>
    /// <returns>The gradients of x, w and b.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static (Tensor X, Tensor W, Tensor B) Backward(Tensor yGradient, Tensor x, Tensor w, int stride = 1, int padding = 0)
    {
        ArgumentNullException.ThrowIfNull(yGradient);
        ConvolutionGeometry geometry = GeometryOf(x, w, null, stride, padding);
        NaiveShapes.Require(yGradient, geometry.OutputShape(x.Shape), "∂y");
        Tensor xGradient = new(x.Shape), wGradient = new(w.Shape), bGradient = new(new Shape(w.Shape[3]));
        ConvolutionReference.AddWeightGradient(geometry, x.Shape, x.Span, yGradient.Span, wGradient.Span, bGradient.Span);
        ConvolutionReference.InputGradient(geometry, x.Shape, w.Span, yGradient.Span, xGradient.Span);
        return (xGradient, wGradient, bGradient);
    }

    private static ConvolutionGeometry GeometryOf(Tensor x, Tensor w, Tensor? b, int stride, int padding)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(w);
        if (w.Shape.Rank != 4)
        {
            throw new ArgumentException($"NaiveConvolution: expected windows [k, k, Cin, Cout], got {w.Shape}.", nameof(w));
        }

        // The layer knows what fits, and says so.
        var window = new WindowGeometry(w.Shape[0], w.Shape[1], stride, Padding.All(padding), 1);
        new Conv2D(w.Shape[2], w.Shape[3], window).OutputShape(x.Shape);
        if (b is not null)
        {
            NaiveShapes.Require(b, new Shape(w.Shape[3]), "b");
        }

        return new ConvolutionGeometry(w.Shape[2], w.Shape[3], window);
    }
}
