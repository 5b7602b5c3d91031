namespace DigitLab.Neural;

/// <summary>The tables of offsets and the memory with which a convolution of one input shape becomes <see cref="PatchProduct"/>s.</summary>
internal sealed class ConvolutionPlan
{
    // Weight gradients are summed in so many parts at most, each over its own samples, and the parts then added in order.
    // This is the one cut that the bits depend on, so it follows the batch alone.
    private const int LargestPartCount = 16;

    /// <summary>Rows of a single sample's product in one piece of work: whole tiles of 6 and of 8.</summary>
    internal const int PlacesAtOnce = 96;

    // Numbers of an output's gradient that are asked for at once, and stay in the first-level cache.
    private const int LargestAsked = 4096;

    // Rows of a forward product in one piece of work: enough to amortize w, few enough to share a small batch.
    private const int RowsAtOnce = 256;

    internal ConvolutionPlan(ConvolutionGeometry geometry, Shape input, bool isTraining)
    {
        WindowGeometry window = geometry.Window;
        Geometry = geometry;
        Input = input;
        Output = geometry.OutputShape(input);
        PaddedHeight = input[1] + window.Padding.Top + window.Padding.Bottom;
        PaddedWidth = input[2] + window.Padding.Left + window.Padding.Right;
        Padded = window.Padding.IsNone ? null : new Tensor(new Shape(input[0], PaddedHeight, PaddedWidth, geometry.InChannels));
        int places = Output[1] * Output[2];
        SamplesAtOnce = Math.Clamp(RowsAtOnce / places, 1, input[0]);
        SamplesPerPart = SamplesPerPartOf(input[0]);
        Taps = TapOffsets();
        Places = PlaceOffsets(Math.Max(SamplesAtOnce, isTraining ? SamplesPerPart : 0));
        if (isTraining)
        {
            Partials = new Tensor(new Shape(Parts, geometry.Taps + 1, geometry.OutChannels));
            if (ScatteredGradientPlan.Suits(geometry, input))
            {
                ScatteredGradient = new ScatteredGradientPlan(geometry, Output);
            }
            else
            {
                GatheredGradient = new GatheredGradientPlan(geometry, input);
            }
        }
    }

    internal ConvolutionGeometry Geometry { get; }

    internal Shape Input { get; }

    internal Shape Output { get; }

    internal int PaddedHeight { get; }

    internal int PaddedWidth { get; }

    /// <summary>The input with its border of zeros; null where there is no padding and the input itself will do.</summary>
    internal Tensor? Padded { get; }

    /// <summary>From one padded sample to the next.</summary>
    internal int PaddedSample => PaddedHeight * PaddedWidth * Geometry.InChannels;

    /// <summary>Samples in one piece of a forward pass.</summary>
    internal int SamplesAtOnce { get; }

    /// <summary>Samples whose weight gradients are summed together.</summary>
    internal int SamplesPerPart { get; }

    /// <summary>Parts of a weight gradient.</summary>
    internal int Parts => (Input[0] + SamplesPerPart - 1) / SamplesPerPart;

    /// <summary>From a patch's first number to each of the others, ordered as the weights: rows, columns, channels.</summary>
    internal int[] Taps { get; }

    /// <summary>From a sample's first number to each patch's first, for as many samples as are handled together.</summary>
    internal int[] Places { get; }

    /// <summary>Each part's weight and, behind them, bias gradients.</summary>
    internal Tensor? Partials { get; }

    /// <summary>The tables of the input's gradient, where it is scattered.</summary>
    internal ScatteredGradientPlan? ScatteredGradient { get; }

    /// <summary>The tables of the input's gradient, where it is gathered.</summary>
    internal GatheredGradientPlan? GatheredGradient { get; }

    /// <summary>Numbers that a sample's input gradient is computed in.</summary>
    internal int InputGradientFloats => ScatteredGradient is { } scattered ? scattered.PlacesAtOnce * scattered.TapStride : 0;

    /// <summary>Rows of the output's gradient that are asked for at once; an even number.</summary>
    internal int AskedRows => Math.Max(2, LargestAsked / (Output[2] * Output[3]) / 2 * 2);

    /// <summary>Numbers that they take.</summary>
    internal int AskedLength => (AskedRows * Output[2] * Output[3]) + Tensor.Slack;

    internal static int SamplesPerPartOf(int batch) => (batch + LargestPartCount - 1) / LargestPartCount;

    private int[] TapOffsets()
    {
        WindowGeometry window = Geometry.Window;
        int[] offsets = new int[Geometry.Taps];
        int tap = 0;
        for (int u = 0; u < window.Height; u++)
        {
            for (int v = 0; v < window.Width; v++)
            {
                for (int c = 0; c < Geometry.InChannels; c++)
                {
                    offsets[tap++] = (((u * PaddedWidth) + v) * window.Dilation * Geometry.InChannels) + c;
                }
            }
        }

        return offsets;
    }

    private int[] PlaceOffsets(int samples)
    {
        int[] offsets = new int[samples * Output[1] * Output[2]];
        int place = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int i = 0; i < Output[1]; i++)
            {
                for (int j = 0; j < Output[2]; j++)
                {
                    offsets[place++] = (n * PaddedSample) + (((i * PaddedWidth) + j) * Geometry.Window.Stride * Geometry.InChannels);
                }
            }
        }

        return offsets;
    }
}
