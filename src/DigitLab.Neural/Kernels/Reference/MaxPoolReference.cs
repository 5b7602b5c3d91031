namespace DigitLab.Neural;

/// <summary>Maxima over windows in textbook loops: what <see cref="MaxPoolKernel"/> must give, bit for bit.</summary>
/// <remarks>x [batch, H, W, C], y [batch, outH, outW, C], gradients shaped as what they belong to; row-major. s is the stride, d the dilation.</remarks>
internal static class MaxPoolReference
{
    /// <summary>y[n,i,j,c] = max_{u,v} x[n, i·s + u·d − top, j·s + v·d − left, c] over the pixels that exist; NaN is larger than all.</summary>
    internal static void Forward(WindowGeometry window, Shape input, ReadOnlySpan<float> x, Shape output, Span<float> y)
    {
        for (int n = 0; n < output[0]; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    for (int c = 0; c < output[3]; c++)
                    {
                        int winner = Winner(window, input, x, n, i, j, c);
                        y[PixelReference.IndexOf(output, n, i, j, c)] = x[winner];
                    }
                }
            }
        }
    }

    /// <summary>∂x = the sum of the ∂y of those windows of which the pixel is the maximum: the first of equals, by row and then by column.</summary>
    /// <remarks>Windows in order, from 0. Where the maximum is NaN, the window's first pixel takes the gradient, so that it is not lost.</remarks>
    internal static void InputGradient(
        WindowGeometry window, Shape input, ReadOnlySpan<float> x, Shape output, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        xGradient.Clear();
        for (int n = 0; n < output[0]; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    for (int c = 0; c < output[3]; c++)
                    {
                        int winner = Winner(window, input, x, n, i, j, c);
                        int taker = float.IsNaN(x[winner]) ? PixelReference.Of(window, input, n, i, j, c).First() : winner;
                        xGradient[taker] += yGradient[PixelReference.IndexOf(output, n, i, j, c)];
                    }
                }
            }
        }
    }

    // Where the largest number of a window lies: the first of equals, but the last NaN if there is one.
    private static int Winner(WindowGeometry window, Shape input, ReadOnlySpan<float> x, int n, int i, int j, int c)
    {
        int winner = -1;
        foreach (int pixel in PixelReference.Of(window, input, n, i, j, c))
        {
            if (winner < 0 || x[pixel] > x[winner] || float.IsNaN(x[pixel]))
            {
                winner = pixel;
            }
        }

        return winner;
    }
}
