namespace DigitLab.Neural;

/// <summary>The memory of a depthwise convolution's weight gradient: each part's own, of weights and, behind them, biases.</summary>
internal sealed class DepthwisePlan
{
    internal DepthwisePlan(WindowGeometry window, Shape input, bool isTraining)
    {
        (Window, Channels) = (window, input[3]);
        SamplesPerPart = ConvolutionPlan.SamplesPerPartOf(input[0]);
        Parts = (input[0] + SamplesPerPart - 1) / SamplesPerPart;
        Partials = isTraining ? new Tensor(new Shape(Parts, (Taps + 1) * Channels)) : null;
    }

    internal WindowGeometry Window { get; }

    internal int Channels { get; }

    internal int Taps => Window.Height * Window.Width;

    internal int SamplesPerPart { get; }

    internal int Parts { get; }

    internal Tensor? Partials { get; }
}
