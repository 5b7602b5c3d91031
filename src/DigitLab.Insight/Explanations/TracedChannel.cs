namespace DigitLab.Insight;

/// <summary>What one input channel adds to one number of a convolution's output.</summary>
/// <param name="Channel">The input's channel.</param>
/// <param name="Inputs">The window's pixels, 0 beyond the picture.</param>
/// <param name="Weights">The filter's numbers for this channel, as large.</param>
/// <param name="Products">Pixel times weight, place by place.</param>
/// <param name="Sum">The products' sum.</param>
public sealed record TracedChannel(int Channel, PixelMap Inputs, PixelMap Weights, PixelMap Products, double Sum);
