namespace DigitLab.Neural;

/// <summary>Means over windows in textbook loops: what <see cref="AveragePoolKernel"/> must give, bit for bit.</summary>
/// <remarks>x [batch, H, W, C], y [batch, outH, outW, C], gradients shaped as what they belong to; row-major. s is the stride, d the dilation.</remarks>
internal static class AveragePoolReference
{
    /// <summary>y[n,i,j,c] = Σ_{u,v} x[n, i·s + u·d − top, j·s + v·d − left, c] / count, over the pixels that exist, from 0.</summary>
    internal static void Forward(
        WindowGeometry window, bool countsPadding, Shape input, ReadOnlySpan<float> x, Shape output, Span<float> y)
    {
        for (int n = 0; n < output[0]; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    for (int c = 0; c < output[3]; c++)
                    {
                        float sum = 0;
                        int count = 0;
                        foreach (int pixel in PixelReference.Of(window, input, n, i, j, c))
                        {
                            sum += x[pixel];
                            count++;
                        }

                        y[PixelReference.IndexOf(output, n, i, j, c)] = sum / (countsPadding ? window.Height * window.Width : count);
                    }
                }
            }
        }
    }

    /// <summary>∂x = the sum of ∂y / count of those windows that see the pixel, windows in order, from 0.</summary>
    internal static void InputGradient(
        WindowGeometry window, bool countsPadding, Shape input, Shape output, ReadOnlySpan<float> yGradient, Span<float> xGradient)
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
                        int count = countsPadding ? window.Height * window.Width : PixelReference.Of(window, input, n, i, j, c).Count();
                        foreach (int pixel in PixelReference.Of(window, input, n, i, j, c))
                        {
                            xGradient[pixel] += yGradient[PixelReference.IndexOf(output, n, i, j, c)] / count;
                        }
                    }
                }
            }
        }
    }
}
