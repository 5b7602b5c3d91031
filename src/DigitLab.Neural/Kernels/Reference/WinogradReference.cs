namespace DigitLab.Neural;

/// <summary>Convolution by tiles in textbook loops: what <see cref="WinogradConvolution{TFilter}"/> must give, bit for bit.</summary>
/// <remarks>
/// Arrays are row-major, as <see cref="ConvolutionReference"/> has them. A tile of m×m outputs is Aᵀ [Σ_c (G g_c Gᵀ) ∘ (Bᵀ d_c B)] A, where d
/// is the (m + r − 1)² pixels that it sees and g the window of r×r weights: as many products a channel instead of m² · r². The matrices are those of
/// <see cref="MinimalFilterReference"/>; each acts on columns first, then on rows, but what comes after the
/// products on rows first.
/// </remarks>
/// <param name="m">Outputs of a tile: 4 or 2.</param>
/// <param name="r">The window's side: <paramref name="m"/> + <paramref name="r"/> − 1 is 6 or 8.</param>
internal sealed class WinogradReference(int m, int r)
{
    private readonly MinimalFilterReference _filter = MinimalFilterReference.Of(m, r);

    private int Side => m + r - 1;

    /// <summary>y, tile by tile; pixels outside the picture are 0. The bias, if there is one, is added to the finished sum.</summary>
    internal void Forward(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> y)
    {
        Shape output = geometry.OutputShape(input);
        for (int o = 0; o < output[3]; o++)
        {
            float[][,] weights = new float[input[3]][,];
            for (int c = 0; c < input[3]; c++)
            {
                weights[c] = Weights(geometry, w, c, o);
            }

            for (int n = 0; n < output[0]; n++)
            {
                for (int i = 0; i < output[1]; i += m)
                {
                    for (int j = 0; j < output[2]; j += m)
                    {
                        float[,] products = new float[Side, Side];
                        for (int c = 0; c < input[3]; c++)
                        {
                            AddProducts(weights[c], Pixels(geometry, input, x, n, i, j, c), products);
                        }

                        StoreInside(output, n, i, j, o, Outputs(products), b.IsEmpty ? null : b[o], y);
                    }
                }
            }
        }
    }

    /// <summary>∂x, tile by tile: what each sees of the picture is B [Σ_o (G g_o Gᵀ) ∘ (A ∂y_o Aᵀ)] Bᵀ. The first tile that sees a pixel writes it, the others add.</summary>
    internal void InputGradient(
        ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> w, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        Shape output = geometry.OutputShape(input);
        bool[] isSeen = new bool[xGradient.Length];
        for (int c = 0; c < input[3]; c++)
        {
            float[][,] weights = new float[output[3]][,];
            for (int o = 0; o < output[3]; o++)
            {
                weights[o] = Weights(geometry, w, c, o);
            }

            for (int n = 0; n < output[0]; n++)
            {
                for (int i = 0; i < output[1]; i += m)
                {
                    for (int j = 0; j < output[2]; j += m)
                    {
                        float[,] products = new float[Side, Side];
                        for (int o = 0; o < output[3]; o++)
                        {
                            AddProducts(weights[o], Gradients(output, yGradient, n, i, j, o), products);
                        }

                        AddInside(geometry, input, n, i, j, c, AlongColumns(AlongRows(products, _filter.OfInputsBack), _filter.OfInputsBack), isSeen, xGradient);
                    }
                }
            }
        }
    }

    /// <summary>∂w += Gᵀ [Σ (A ∂y Aᵀ) ∘ (Bᵀ d B)] G over all tiles; ∂b += Σ ∂y.</summary>
    /// <remarks>The samples are grouped, and each part summed by itself, from 0 and in order; the parts are then added up in order.</remarks>
    internal void AddWeightGradient(
        ConvolutionGeometry geometry, Shape input, int samplesPerPart, ReadOnlySpan<float> x, ReadOnlySpan<float> yGradient, Span<float> wGradient)
    {
        Shape output = geometry.OutputShape(input);
        for (int c = 0; c < geometry.InChannels; c++)
        {
            for (int o = 0; o < geometry.OutChannels; o++)
            {
                float[,] sum = new float[Side, Side];
                for (int first = 0; first < input[0]; first += samplesPerPart)
                {
                    float[,] part = new float[Side, Side];
                    for (int n = first; n < Math.Min(first + samplesPerPart, input[0]); n++)
                    {
                        for (int i = 0; i < output[1]; i += m)
                        {
                            for (int j = 0; j < output[2]; j += m)
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

    // sums[i, j] += a[i, j] · b[i, j], one rounding.
    private void AddProducts(float[,] a, float[,] b, float[,] sums)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                sums[row, column] = MathF.FusedMultiplyAdd(b[row, column], a[row, column], sums[row, column]);
            }
        }
    }

    private void Add(float[,] part, float[,] sum)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                sum[row, column] += part[row, column];
            }
        }
    }

    // Bᵀ d B.
    private float[,] Pixels(ConvolutionGeometry geometry, Shape input, ReadOnlySpan<float> x, int n, int i, int j, int c)
    {
        float[,] d = new float[Side, Side];
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                int down = i + row - geometry.Window.Padding.Top, right = j + column - geometry.Window.Padding.Left;
                bool isInside = down >= 0 && down < input[1] && right >= 0 && right < input[2];
                d[row, column] = isInside ? x[(((((n * input[1]) + down) * input[2]) + right) * input[3]) + c] : 0;
            }
        }

        return AlongRows(AlongColumns(d, _filter.OfInputs), _filter.OfInputs);
    }

    // What a tile gives to the pixels that there are.
    private void AddInside(
        ConvolutionGeometry geometry, Shape input, int n, int i, int j, int c, float[,] tile, bool[] isSeen, Span<float> xGradient)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                int down = i + row - geometry.Window.Padding.Top, right = j + column - geometry.Window.Padding.Left;
                if (down >= 0 && down < input[1] && right >= 0 && right < input[2])
                {
                    int at = (((((n * input[1]) + down) * input[2]) + right) * input[3]) + c;
                    xGradient[at] = isSeen[at] ? xGradient[at] + tile[row, column] : tile[row, column];
                    isSeen[at] = true;
                }
            }
        }
    }

    // A ∂y Aᵀ; outside the output there is no gradient.
    private float[,] Gradients(Shape output, ReadOnlySpan<float> yGradient, int n, int i, int j, int o)
    {
        float[,] tile = new float[m, m];
        for (int u = 0; u < m && i + u < output[1]; u++)
        {
            for (int v = 0; v < m && j + v < output[2]; v++)
            {
                tile[u, v] = yGradient[(((((n * output[1]) + i + u) * output[2]) + j + v) * output[3]) + o];
            }
        }

        return AlongRows(AlongColumns(tile, _filter.OfOutputGradients), _filter.OfOutputGradients);
    }

    // G g Gᵀ of one pair of channels.
    private float[,] Weights(ConvolutionGeometry geometry, ReadOnlySpan<float> w, int c, int o)
    {
        float[,] g = new float[r, r];
        for (int u = 0; u < r; u++)
        {
            for (int v = 0; v < r; v++)
            {
                g[u, v] = w[(((((u * r) + v) * geometry.InChannels) + c) * geometry.OutChannels) + o];
            }
        }

        return AlongRows(AlongColumns(g, _filter.OfWeights), _filter.OfWeights);
    }

    // Aᵀ p A.
    private float[,] Outputs(float[,] p) => AlongColumns(AlongRows(p, _filter.OfProducts), _filter.OfProducts);

    // Gᵀ sum G, added to a window of the gradient.
    private void AddWindow(ConvolutionGeometry geometry, float[,] sum, int c, int o, Span<float> wGradient)
    {
        float[,] window = AlongRows(AlongColumns(sum, _filter.OfProductsBack), _filter.OfProductsBack);
        for (int u = 0; u < r; u++)
        {
            for (int v = 0; v < r; v++)
            {
                wGradient[(((((u * r) + v) * geometry.InChannels) + c) * geometry.OutChannels) + o] += window[u, v];
            }
        }
    }

    // The tile's outputs that there are, with the bias.
    private void StoreInside(Shape output, int n, int i, int j, int o, float[,] tile, float? bias, Span<float> y)
    {
        for (int u = 0; u < m && i + u < output[1]; u++)
        {
            for (int v = 0; v < m && j + v < output[2]; v++)
            {
                y[(((((n * output[1]) + i + u) * output[2]) + j + v) * output[3]) + o] = bias is { } b ? tile[u, v] + b : tile[u, v];
            }
        }
    }

    private static float[,] AlongRows(float[,] matrix, Func<float[], float[]> transform)
    {
        int rows = matrix.GetLength(0), columns = matrix.GetLength(1);
        float[][] changed = [.. Enumerable.Range(0, rows).Select(row => transform([.. Enumerable.Range(0, columns).Select(column => matrix[row, column])]))];
        float[,] result = new float[rows, changed[0].Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < changed[0].Length; column++)
            {
                result[row, column] = changed[row][column];
            }
        }

        return result;
    }

    private static float[,] AlongColumns(float[,] matrix, Func<float[], float[]> transform) =>
        Turned(AlongRows(Turned(matrix), transform));

    private static float[,] Turned(float[,] matrix)
    {
        float[,] turned = new float[matrix.GetLength(1), matrix.GetLength(0)];
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                turned[column, row] = matrix[row, column];
            }
        }

        return turned;
    }
}
