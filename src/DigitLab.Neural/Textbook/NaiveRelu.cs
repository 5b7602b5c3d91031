namespace DigitLab.Neural;

/// <summary>The rectifier as a textbook writes it. Slow, and made to be read.</summary>
/// <remarks>
/// The loops are in <c>Kernels/Reference/ElementwiseReference.cs</c>; <see cref="Relu"/> gives the same bits, much faster.
/// <para>
/// An example:
/// <code>
/// x = -1  2 -3    y = 0 2 0    ∂y = 1 2 3    ∂x = 0 2 0
///      4  0  6        4 0 6         4 5 6         4 0 6
///     -7  8 -9        0 8 0         7 8 9         0 8 0
/// </code>
/// </para>
/// </remarks>
public static class NaiveRelu
{
    /// <summary>y = max(x, 0), number by number.</summary>
    public static Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var y = new Tensor(x.Shape);
        ElementwiseReference.Relu(x.Span, y.Span);
        return y;
    }

    /// <summary>∂x = ∂y where x is above 0, else 0.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Backward(Tensor yGradient, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(yGradient);
        Tensor y = Forward(x), xGradient = new(x.Shape);
        NaiveShapes.Require(yGradient, x.Shape, "∂y");
        ElementwiseReference.ReluGradient(y.Span, yGradient.Span, xGradient.Span);
        return xGradient;
    }
}
