namespace DigitLab.Neural;

/// <summary>The tables with which an input gradient scatters, from each place, a whole window's products: the way for few channels.</summary>
/// <remarks>There the columns of the product are all taps of the window, and fill the vectors that a few channels would leave half empty.</remarks>
internal sealed class ScatteredGradientPlan
{
    /// <summary>Input channels from which on gathering is faster.</summary>
    internal const int ManyChannels = 12;

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
