namespace DigitLab.Neural;

/// <summary>Convolution in textbook loops: what <see cref="ConvolutionKernel"/> must give, bit for bit.</summary>
/// <remarks>
/// All arrays are row-major: x [batch, H, W, Cin], w [kh, kw, Cin, Cout], y [batch, outH, outW, Cout], gradients shaped as what they
/// belong to. s is the stride, d the dilation. Pixels outside the picture are 0 and take part in the sums like any other.
/// </remarks>
internal static class ConvolutionReference
{
    /// <summary>y[n,i,j,o] = b[o] + Σ_{u,v,c} x[n, i·s + u·d − top, j·s + v·d − left, c] · w[u,v,c,o], u, v, c ascending.</summary>
    /// <remarks>Without a bias, b is empty and the sums start from 0.</remarks>
    internal static void Forward(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> y)
    {
        WindowGeometry window = geometry.Window;
        Shape output = geometry.OutputShape(input);
        for (int n = 0; n < output[0]; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    for (int o = 0; o < output[3]; o++)
                    {
                        float sum = b.IsEmpty ? 0 : b[o];
                        for (int u = 0; u < window.Height; u++)
                        {
                            for (int v = 0; v < window.Width; v++)
                            {
                                for (int c = 0; c < geometry.InChannels; c++)
                                {
                                    float pixel = NumberAt(x, input, n, RowOf(window, i, u), ColumnOf(window, j, v), c);
                                    sum = MathF.FusedMultiplyAdd(pixel, w[WeightAt(geometry, u, v, c, o)], sum);
                                }
                            }
                        }

                        y[IndexOf(output, n, i, j, o)] = sum;
                    }
                }
            }
        }
    }

    /// <summary>∂w[u,v,c,o] += Σ_{n,i,j} x[n, i·s + u·d − top, j·s + v·d − left, c] · ∂y[n,i,j,o]; ∂b[o] += Σ_{n,i,j} ∂y[n,i,j,o].</summary>
    /// <remarks>
    /// The samples are grouped, <see cref="ConvolutionPlan.SamplesPerPartOf"/> to a part. Each part is summed by itself, from 0 and
    /// with n, i, j ascending; then the parts are added up in order, from 0; and that sum is added to the gradient. Without a bias, ∂b is empty.
    /// </remarks>
    internal static void AddWeightGradient(
        ConvolutionGeometry geometry,
        Shape input,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> yGradient,
        Span<float> wGradient,
        Span<float> bGradient)
    {
        WindowGeometry window = geometry.Window;
        int samplesPerPart = ConvolutionPlan.SamplesPerPartOf(input[0]);
        for (int o = 0; o < geometry.OutChannels; o++)
        {
            for (int u = 0; u < window.Height; u++)
            {
                for (int v = 0; v < window.Width; v++)
                {
                    for (int c = 0; c < geometry.InChannels; c++)
                    {
                        float sum = 0;
                        for (int first = 0; first < input[0]; first += samplesPerPart)
                        {
                            int end = Math.Min(first + samplesPerPart, input[0]);
                            sum += WeightGradientOfPart(geometry, input, x, yGradient, first, end, u, v, c, o);
                        }

                        wGradient[WeightAt(geometry, u, v, c, o)] += sum;
                    }
                }
            }

            if (!bGradient.IsEmpty)
            {
                float sum = 0;
                for (int first = 0; first < input[0]; first += samplesPerPart)
                {
                    sum += BiasGradientOfPart(geometry, input, yGradient, first, Math.Min(first + samplesPerPart, input[0]), o);
                }

                bGradient[o] += sum;
            }
        }
    }

    /// <summary>∂x[n, i·s + u·d − top, j·s + v·d − left, c] = Σ_{i,j,u,v,o} ∂y[n,i,j,o] · w[u,v,c,o].</summary>
    /// <remarks>The sum is put together in one of two orders: for few channels or few places it is scattered, else gathered.</remarks>
    internal static void InputGradient(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> w, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        if (ScatteredGradientPlan.Suits(geometry, input))
        {
            ScatterInputGradient(geometry, input, w, yGradient, xGradient);
        }
        else
        {
            GatherInputGradient(geometry, input, w, yGradient, xGradient);
        }
    }

    /// <summary>∂x[n, i·s + u·d − top, j·s + v·d − left, c] += Σ_o ∂y[n,i,j,o] · w[u,v,c,o], from 0, for all places i, j in order.</summary>
    /// <remarks>Each place's sum, o ascending, is complete before it is added to the pixel.</remarks>
    private static void ScatterInputGradient(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> w, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        WindowGeometry window = geometry.Window;
        Shape output = geometry.OutputShape(input);
        xGradient.Clear();
        for (int n = 0; n < output[0]; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    for (int u = 0; u < window.Height; u++)
                    {
                        for (int v = 0; v < window.Width; v++)
                        {
                            int row = RowOf(window, i, u), column = ColumnOf(window, j, v);
                            if (row < 0 || row >= input[1] || column < 0 || column >= input[2])
                            {
                                continue;
                            }

                            for (int c = 0; c < geometry.InChannels; c++)
                            {
                                float sum = 0;
                                for (int o = 0; o < geometry.OutChannels; o++)
                                {
                                    sum = MathF.FusedMultiplyAdd(yGradient[IndexOf(output, n, i, j, o)], w[WeightAt(geometry, u, v, c, o)], sum);
                                }

                                xGradient[IndexOf(input, n, row, column, c)] += sum;
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>∂x[n,i,j,c] = Σ_{u,v,o} ∂y[n, (i + top − u·d)/s, (j + left − v·d)/s, o] · w[u,v,c,o], u, v, o ascending, from 0.</summary>
    /// <remarks>Only taps for which both quotients are whole have met the pixel; where a whole quotient lies outside ∂y, ∂y is 0.</remarks>
    private static void GatherInputGradient(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> w, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        WindowGeometry window = geometry.Window;
        Shape output = geometry.OutputShape(input);
        for (int n = 0; n < input[0]; n++)
        {
            for (int i = 0; i < input[1]; i++)
            {
                for (int j = 0; j < input[2]; j++)
                {
                    for (int c = 0; c < input[3]; c++)
                    {
                        float sum = 0;
                        for (int u = 0; u < window.Height; u++)
                        {
                            for (int v = 0; v < window.Width; v++)
                            {
                                int down = i + window.Padding.Top - (u * window.Dilation), right = j + window.Padding.Left - (v * window.Dilation);
                                if (down % window.Stride != 0 || right % window.Stride != 0)
                                {
                                    continue;
                                }

                                for (int o = 0; o < geometry.OutChannels; o++)
                                {
                                    float gradient = NumberAt(yGradient, output, n, down / window.Stride, right / window.Stride, o);
                                    sum = MathF.FusedMultiplyAdd(gradient, w[WeightAt(geometry, u, v, c, o)], sum);
                                }
                            }
                        }

                        xGradient[IndexOf(input, n, i, j, c)] = sum;
                    }
                }
            }
        }
    }

    private static float WeightGradientOfPart(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> yGradient, int first, int end, int u, int v, int c, int o)
    {
        Shape output = geometry.OutputShape(input);
        float sum = 0;
        for (int n = first; n < end; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    float pixel = NumberAt(x, input, n, RowOf(geometry.Window, i, u), ColumnOf(geometry.Window, j, v), c);
                    sum = MathF.FusedMultiplyAdd(pixel, yGradient[IndexOf(output, n, i, j, o)], sum);
                }
            }
        }

        return sum;
    }

    private static float BiasGradientOfPart(ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> yGradient, int first, int end, int o)
    {
        Shape output = geometry.OutputShape(input);
        float sum = 0;
        for (int n = first; n < end; n++)
        {
            for (int i = 0; i < output[1]; i++)
            {
                for (int j = 0; j < output[2]; j++)
                {
                    sum += yGradient[IndexOf(output, n, i, j, o)];
                }
            }
        }

        return sum;
    }

    // The input's row that tap u sees when the window stands at output row i; likewise for columns.
    private static int RowOf(WindowGeometry window, int i, int u) => (i * window.Stride) + (u * window.Dilation) - window.Padding.Top;

    private static int ColumnOf(WindowGeometry window, int j, int v) => (j * window.Stride) + (v * window.Dilation) - window.Padding.Left;

    private static float NumberAt(ReadOnlySpan<float> numbers, Shape shape, int n, int i, int j, int c) =>
        i >= 0 && i < shape[1] && j >= 0 && j < shape[2] ? numbers[IndexOf(shape, n, i, j, c)] : 0;

    private static int IndexOf(Shape shape, int n, int i, int j, int c) => (((((n * shape[1]) + i) * shape[2]) + j) * shape[3]) + c;

    private static int WeightAt(ConvolutionGeometry geometry, int u, int v, int c, int o) =>
        (((((u * geometry.Window.Width) + v) * geometry.InChannels) + c) * geometry.OutChannels) + o;
}
