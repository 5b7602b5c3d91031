namespace DigitLab.Neural;

/// <summary>The tables with which an input gradient scatters, from each place, a whole window's products.</summary>
/// <remarks>
/// The way for few channels: the columns of the product are all taps of the window, and fill the vectors that a few channels would leave half
/// empty. And for few places, where most of what a pixel would gather lies outside the output.
/// </remarks>
internal sealed class ScatteredGradientPlan
{
    // Input channels from which on gathering is faster.
    private const int ManyChannels = 12;

    // Numbers of windows' products that are held at once: a part of the second-level cache.
    private const int PatchFloats = 16_384;

    internal ScatteredGradientPlan(ConvolutionGeometry geometry, Shape output)
    {
        TapStride = (geometry.Taps + 15) / 16 * 16;
        PlacesAtOnce = Math.Clamp(PatchFloats / TapStride / 8 * 8, 8, ((output[1] * output[2]) + 7) / 8 * 8);
        Weights = new Tensor(new Shape(geometry.OutChannels, TapStride));
        Rows = Offsets.Multiples(PlacesAtOnce, geometry.OutChannels);
        Steps = Offsets.Multiples(geometry.OutChannels, 1);
    }

    /// <summary>Whether scattering is faster than gathering.</summary>
    internal static bool Suits(ConvolutionGeometry geometry, Shape input)
    {
        Shape output = geometry.OutputShape(input);
        int stride = geometry.Window.Stride;
        return geometry.InChannels < ManyChannels || input[1] * input[2] > 2 * stride * stride * output[1] * output[2];
    }

    /// <summary>From one row of the turned weights, and of what they give, to the next: a whole number of vectors.</summary>
    internal int TapStride { get; }

    /// <summary>Places whose windows' products are computed together, before they are added to the pixels.</summary>
    internal int PlacesAtOnce { get; }

    /// <summary>The weights as <c>[channels out, taps]</c>, turned anew in each backward pass.</summary>
    internal Tensor Weights { get; }

    /// <summary>Where each place's output gradient starts.</summary>
    internal int[] Rows { get; }

    /// <summary>0, 1, 2, … for each channel out.</summary>
    internal int[] Steps { get; }
}
