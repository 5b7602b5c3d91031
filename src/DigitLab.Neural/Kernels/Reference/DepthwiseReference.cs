namespace DigitLab.Neural;

/// <summary>Depthwise convolution in textbook loops: what <see cref="DepthwiseKernel"/> must give, bit for bit.</summary>
/// <remarks>x [batch, H, W, C], w [kh, kw, C], b [C], y [batch, outH, outW, C]. Only pixels that exist take part.</remarks>
internal static class DepthwiseReference
{
    /// <summary>y[n,i,j,c] = b[c] + Σ_{u,v} x[n, i·s + u·d − top, j·s + v·d − left, c] · w[u,v,c].</summary>
    internal static void Forward(
        WindowGeometry window, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Shape output, Span<float> y)
    {
        for (int n = 0; n < output[0]; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    for (int c = 0; c < output[3]; c++)
                    {
                        float sum = b.IsEmpty ? 0 : b[c];
                        foreach ((int tap, int pixel) in PixelReference.WithTaps(window, input, n, i, j, c))
                        {
                            sum = MathF.FusedMultiplyAdd(x[pixel], w[(tap * output[3]) + c], sum);
                        }

                        y[PixelReference.IndexOf(output, n, i, j, c)] = sum;
                    }
                }
            }
        }
    }

    /// <summary>∂w[u,v,c] += Σ_{n,i,j} x[…] · ∂y[n,i,j,c] and ∂b[c] += Σ_{n,i,j} ∂y[n,i,j,c], the batch in parts as for a convolution.</summary>
    internal static void AddWeightGradient(
        WindowGeometry window, Shape input, ReadOnlySpan<float> x, Shape output, ReadOnlySpan<float> yGradient, Span<float> wGradient, Span<float> bGradient)
    {
        int samplesPerPart = ConvolutionPlan.SamplesPerPartOf(input[0]), channels = output[3];
        float[] w = new float[wGradient.Length], b = new float[channels];
        for (int first = 0; first < input[0]; first += samplesPerPart)
        {
            float[] wPart = new float[w.Length], bPart = new float[channels];
            for (int n = first; n < Math.Min(first + samplesPerPart, input[0]); n++)
            {
                for (int i = 0; i < output[1]; i++)
                {
                    for (int j = 0; j < output[2]; j++)
                    {
                        for (int c = 0; c < channels; c++)
                        {
                            float gradient = yGradient[PixelReference.IndexOf(output, n, i, j, c)];
                            bPart[c] += gradient;
                            foreach ((int tap, int pixel) in PixelReference.WithTaps(window, input, n, i, j, c))
                            {
                                ref float sum = ref wPart[(tap * channels) + c];
                                sum = MathF.FusedMultiplyAdd(x[pixel], gradient, sum);
                            }
                        }
                    }
                }
            }

            AddTo(w, wPart);
            AddTo(b, bPart);
        }

        AddTo(wGradient, w);
        AddTo(bGradient, b);
    }

    /// <summary>∂x = Σ ∂y · w over the windows that see the pixel, windows in order, from 0.</summary>
    internal static void InputGradient(
        WindowGeometry window, Shape input, ReadOnlySpan<float> w, Shape output, ReadOnlySpan<float> yGradient, Span<float> xGradient)
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
                        float gradient = yGradient[PixelReference.IndexOf(output, n, i, j, c)];
                        foreach ((int tap, int pixel) in PixelReference.WithTaps(window, input, n, i, j, c))
                        {
                            xGradient[pixel] = MathF.FusedMultiplyAdd(gradient, w[(tap * output[3]) + c], xGradient[pixel]);
                        }
                    }
                }
            }
        }
    }

    private static void AddTo(Span<float> sum, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += values[i];
        }
    }
}
