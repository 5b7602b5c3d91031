namespace DigitLab.Neural;

/// <summary>Convolution 3×3 by tiles in textbook loops: what <see cref="WinogradConvolution"/> must give, bit for bit.</summary>
/// <remarks>
/// Arrays are row-major, as <see cref="ConvolutionReference"/> has them. With Bᵀ, G and Aᵀ of <see cref="WinogradTransform"/>, a tile of
/// 2×2 outputs is Aᵀ [Σ_c (G g_c Gᵀ) ∘ (Bᵀ d_c B)] A, where d is the 4×4 pixels that it sees: 16 products a channel instead of 36.
/// </remarks>
internal static class WinogradReference
{
    /// <summary>y, tile by tile; pixels outside the picture are 0. The bias, if there is one, is added to the finished sum.</summary>
    internal static void Forward(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> y)
    {
        Shape output = geometry.OutputShape(input);
        for (int n = 0; n < output[0]; n++)
        {
            for (int i = 0; i < output[1]; i += 2)
            {
                for (int j = 0; j < output[2]; j += 2)
                {
                    for (int o = 0; o < output[3]; o++)
                    {
                        float[,] m = new float[4, 4];
                        for (int c = 0; c < input[3]; c++)
                        {
                            AddProducts(Weights(geometry, w, c, o), Pixels(geometry, input, x, n, i, j, c), m);
                        }

                        StoreInside(output, n, i, j, o, Outputs(m), b.IsEmpty ? null : b[o], y);
                    }
                }
            }
        }
    }

    /// <summary>∂x is the same sum over ∂y in a border of 2 less the padding, with the window turned by half a circle.</summary>
    internal static void InputGradient(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> w, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        float[] turned = new float[w.Length];
        for (int tap = 0; tap < 9; tap++)
        {
            for (int c = 0; c < geometry.InChannels; c++)
            {
                for (int o = 0; o < geometry.OutChannels; o++)
                {
                    turned[((((8 - tap) * geometry.OutChannels) + o) * geometry.InChannels) + c] =
                        w[(((tap * geometry.InChannels) + c) * geometry.OutChannels) + o];
                }
            }
        }

        Padding padding = geometry.Window.Padding;
        var border = new Padding(2 - padding.Top, 2 - padding.Bottom, 2 - padding.Left, 2 - padding.Right);
        var back = new ConvolutionGeometry(geometry.OutChannels, geometry.InChannels, geometry.Window with { Padding = border });
        Forward(back, geometry.OutputShape(input), yGradient, turned, [], xGradient);
    }

    /// <summary>∂w += Gᵀ [Σ (A ∂y Aᵀ) ∘ (Bᵀ d B)] G over all tiles; ∂b += Σ ∂y.</summary>
    /// <remarks>The samples are grouped, and each part summed by itself, from 0 and in order; the parts are then added up in order.</remarks>
    internal static void AddWeightGradient(
        ConvolutionGeometry geometry, Shape input, int samplesPerPart, ReadOnlySpan<float> x, ReadOnlySpan<float> yGradient, Span<float> wGradient)
    {
        Shape output = geometry.OutputShape(input);
        for (int c = 0; c < geometry.InChannels; c++)
        {
            for (int o = 0; o < geometry.OutChannels; o++)
            {
                float[,] sum = new float[4, 4];
                for (int first = 0; first < input[0]; first += samplesPerPart)
                {
                    float[,] part = new float[4, 4];
                    for (int n = first; n < Math.Min(first + samplesPerPart, input[0]); n++)
                    {
                        for (int i = 0; i < output[1]; i += 2)
                        {
                            for (int j = 0; j < output[2]; j += 2)
                            {
                                AddProducts(Gradients(output, yGradient, n, i, j, o), Pixels(geometry, input, x, n, i, j, c), part);
                            }
                        }
                    }

                    Add(part, sum);
                }

                AddWindow(geometry, sum, c, o, wGradient);
            }
        }
    }

    // m[r, s] += a[r, s] · b[r, s], one rounding.
    private static void AddProducts(float[,] a, float[,] b, float[,] m)
    {
        for (int r = 0; r < 4; r++)
        {
            for (int s = 0; s < 4; s++)
            {
                m[r, s] = MathF.FusedMultiplyAdd(b[r, s], a[r, s], m[r, s]);
            }
        }
    }

    private static void Add(float[,] part, float[,] sum)
    {
        for (int r = 0; r < 4; r++)
        {
            for (int s = 0; s < 4; s++)
            {
                sum[r, s] += part[r, s];
            }
        }
    }

    // Bᵀ d B: columns first.
    private static float[,] Pixels(ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> x, int n, int i, int j, int c)
    {
        float[,] d = new float[4, 4], v = new float[4, 4];
        for (int column = 0; column < 4; column++)
        {
            float[] seen = new float[4];
            for (int row = 0; row < 4; row++)
            {
                int down = i + row - geometry.Window.Padding.Top, right = j + column - geometry.Window.Padding.Left;
                bool isInside = down >= 0 && down < input[1] && right >= 0 && right < input[2];
                seen[row] = isInside ? x[(((((n * input[1]) + down) * input[2]) + right) * input[3]) + c] : 0;
            }

            (d[0, column], d[1, column], d[2, column], d[3, column]) = (seen[0] - seen[2], seen[1] + seen[2], seen[2] - seen[1], seen[1] - seen[3]);
        }

        for (int row = 0; row < 4; row++)
        {
            (v[row, 0], v[row, 1], v[row, 2], v[row, 3]) = (d[row, 0] - d[row, 2], d[row, 1] + d[row, 2], d[row, 2] - d[row, 1], d[row, 1] - d[row, 3]);
        }

        return v;
    }

    // A ∂y Aᵀ; outside the output there is no gradient.
    private static float[,] Gradients(Shape output, ReadOnlySpan<float> yGradient, int n, int i, int j, int o)
    {
        float[,] e = new float[4, 4];
        float[] above = new float[2], below = new float[2];
        for (int v = 0; v < 2 && j + v < output[2]; v++)
        {
            above[v] = yGradient[(((((n * output[1]) + i) * output[2]) + j + v) * output[3]) + o];
            below[v] = i + 1 < output[1] ? yGradient[(((((n * output[1]) + i + 1) * output[2]) + j + v) * output[3]) + o] : 0;
        }

        for (int row = 0; row < 4; row++)
        {
            float left = Row(above[0], below[0])[row], right = Row(above[1], below[1])[row];
            float[] across = Row(left, right);
            for (int column = 0; column < 4; column++)
            {
                e[row, column] = across[column];
            }
        }

        return e;

        static float[] Row(float a, float b) => [a, a + b, a - b, 0 - b];
    }

    // G g Gᵀ of one pair of channels.
    private static float[,] Weights(ConvolutionGeometry geometry, ReadOnlySpan<float> w, int c, int o)
    {
        float[,] h = new float[4, 3], u = new float[4, 4];
        for (int column = 0; column < 3; column++)
        {
            float[] four = Four(At(w, 0, column), At(w, 1, column), At(w, 2, column));
            for (int row = 0; row < 4; row++)
            {
                h[row, column] = four[row];
            }
        }

        for (int row = 0; row < 4; row++)
        {
            float[] four = Four(h[row, 0], h[row, 1], h[row, 2]);
            for (int column = 0; column < 4; column++)
            {
                u[row, column] = four[column];
            }
        }

        return u;

        float At(ReadOnlySpan<float> weights, int row, int column) =>
            weights[(((((row * 3) + column) * geometry.InChannels) + c) * geometry.OutChannels) + o];

        static float[] Four(float a, float b, float c) => [a, 0.5f * (a + c + b), 0.5f * (a + c - b), c];
    }

    // Aᵀ m A: columns first.
    private static float[,] Outputs(float[,] m)
    {
        float[,] a = new float[2, 4], y = new float[2, 2];
        for (int column = 0; column < 4; column++)
        {
            a[0, column] = m[0, column] + m[1, column] + m[2, column];
            a[1, column] = m[1, column] - m[2, column] - m[3, column];
        }

        for (int row = 0; row < 2; row++)
        {
            y[row, 0] = a[row, 0] + a[row, 1] + a[row, 2];
            y[row, 1] = a[row, 1] - a[row, 2] - a[row, 3];
        }

        return y;
    }

    // Gᵀ sum G, added to a window of the gradient.
    private static void AddWindow(ConvolutionGeometry geometry, float[,] sum, int c, int o, Span<float> wGradient)
    {
        float[,] g = new float[3, 4];
        for (int column = 0; column < 4; column++)
        {
            (g[0, column], g[1, column], g[2, column]) = Three(sum[0, column], sum[1, column], sum[2, column], sum[3, column]);
        }

        for (int row = 0; row < 3; row++)
        {
            (float first, float second, float third) = Three(g[row, 0], g[row, 1], g[row, 2], g[row, 3]);
            float[] window = [first, second, third];
            for (int column = 0; column < 3; column++)
            {
                wGradient[(((((row * 3) + column) * geometry.InChannels) + c) * geometry.OutChannels) + o] += window[column];
            }
        }

        static (float First, float Second, float Third) Three(float a, float b, float c, float d)
        {
            float half = 0.5f * (b + c);
            return (a + half, 0.5f * (b - c), half + d);
        }
    }

    // The tile's outputs that there are, with the bias.
    private static void StoreInside(Shape output, int n, int i, int j, int o, float[,] tile, float? bias, Span<float> y)
    {
        for (int u = 0; u < 2 && i + u < output[1]; u++)
        {
            for (int v = 0; v < 2 && j + v < output[2]; v++)
            {
                y[(((((n * output[1]) + i + u) * output[2]) + j + v) * output[3]) + o] = bias is { } b ? tile[u, v] + b : tile[u, v];
            }
        }
    }
}
