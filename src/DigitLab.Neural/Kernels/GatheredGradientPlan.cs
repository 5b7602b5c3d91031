namespace DigitLab.Neural;

/// <summary>The tables with which an input gradient gathers, for each pixel, the products of the places that saw it.</summary>
/// <remarks>
/// ∂x[i, j, c] = Σ ∂y[(i + top − u·d)/s, (j + left − v·d)/s, o] · w[u, v, c, o], over the taps for which both quotients are whole.
/// Which taps those are depends only on the remainders of i + top and j + left by the stride: the pixels of one pair of
/// remainders are a phase, with tables of its own. At stride 1 there is one phase.
/// </remarks>
internal sealed class GatheredGradientPlan
{
    internal GatheredGradientPlan(ConvolutionGeometry geometry, Shape input)
    {
        WindowGeometry window = geometry.Window;
        Geometry = geometry;
        Shape output = geometry.OutputShape(input);
        BorderTop = Reach(window.SpanHeight - 1);
        BorderLeft = Reach(window.SpanWidth - 1);
        Height = BorderTop + Math.Max(output[1], ((input[1] - 1 + window.Padding.Top) / window.Stride) + 1);
        Width = BorderLeft + Math.Max(output[2], ((input[2] - 1 + window.Padding.Left) / window.Stride) + 1);
        Padded = new Tensor(new Shape(input[0], Height, Width, geometry.OutChannels));
        Phases = AllPhases(input).ToArray();
    }

    internal ConvolutionGeometry Geometry { get; }

    /// <summary>Rows of zeros above the output's gradient.</summary>
    internal int BorderTop { get; }

    /// <summary>Columns of zeros before it.</summary>
    internal int BorderLeft { get; }

    internal int Height { get; }

    internal int Width { get; }

    /// <summary>The output's gradient in its border of zeros.</summary>
    internal Tensor Padded { get; }

    /// <summary>From one padded sample to the next.</summary>
    internal int PaddedSample => Height * Width * Geometry.OutChannels;

    internal ConvolutionPhase[] Phases { get; }

    private IEnumerable<ConvolutionPhase> AllPhases(Shape input)
    {
        WindowGeometry window = Geometry.Window;
        for (int a = 0; a < window.Stride; a++)
        {
            for (int b = 0; b < window.Stride; b++)
            {
                // The first pixels with these remainders of i + top and j + left.
                int firstRow = Modulo(a - window.Padding.Top, window.Stride), firstColumn = Modulo(b - window.Padding.Left, window.Stride);
                if (firstRow < input[1] && firstColumn < input[2])
                {
                    yield return Phase(input, a, b, firstRow, firstColumn);
                }
            }
        }
    }

    private ConvolutionPhase Phase(Shape input, int a, int b, int firstRow, int firstColumn)
    {
        WindowGeometry window = Geometry.Window;
        var steps = new List<int>();
        var rows = new List<int>();
        for (int u = 0; u < window.Height; u++)
        {
            for (int v = 0; v < window.Width; v++)
            {
                int down = a - (u * window.Dilation), right = b - (v * window.Dilation);
                if (down % window.Stride != 0 || right % window.Stride != 0)
                {
                    continue;
                }

                for (int o = 0; o < Geometry.OutChannels; o++)
                {
                    steps.Add(((((down / window.Stride) * Width) + (right / window.Stride)) * Geometry.OutChannels) + o);
                    rows.Add((((u * window.Width) + v) * Geometry.OutChannels) + o);
                }
            }
        }

        var places = new List<int>();
        int pixelRows = 0;
        for (int i = firstRow; i < input[1]; i += window.Stride, pixelRows++)
        {
            for (int j = firstColumn; j < input[2]; j += window.Stride)
            {
                int m = (i + window.Padding.Top) / window.Stride, n = (j + window.Padding.Left) / window.Stride;
                places.Add((((m + BorderTop) * Width) + n + BorderLeft) * Geometry.OutChannels);
            }
        }

        var packed = new Tensor(new Shape(Math.Max(1, steps.Count), Geometry.InChannels));
        return new ConvolutionPhase(firstRow, firstColumn, pixelRows, [.. places], [.. steps], [.. rows], packed);
    }

    // How far above its own row of the output's gradient a pixel may look.
    private int Reach(int span) => (span + Geometry.Window.Stride - 1) / Geometry.Window.Stride;

    private static int Modulo(int value, int modulus) => ((value % modulus) + modulus) % modulus;
}
