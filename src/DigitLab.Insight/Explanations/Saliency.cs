using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>By how much a class's score rises if a pixel gets a little more ink.</summary>
/// <remarks>∂score/∂x at each pixel. Source: Simonyan, Vedaldi, Zisserman 2014, arXiv:1312.6034 (who show the magnitude).</remarks>
public static class Saliency
{
    /// <summary>The derivative at each pixel, with its sign.</summary>
    /// <param name="trace">Behind a forward pass over one digit; a backward pass is made.</param>
    /// <param name="digit">The class.</param>
    public static PixelMap Of(NetworkTrace trace, int digit)
    {
        ArgumentNullException.ThrowIfNull(trace);
        trace.Backward(digit);
        return new PixelMap(trace.Input.Shape[2], trace.Input.Shape[1], trace.InputGradient.Span.ToArray());
    }
}
