using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>What in a digit speaks for a class, for every network with feature maps.</summary>
/// <remarks>
/// M_c(i, j) = Σ_k α_k · A_k(i, j), α_k the mean over (i, j) of ∂score_c/∂A_k(i, j). On a network that ends with a global average and a dense layer
/// this is the <see cref="ClassActivationMap"/> divided by the number of places. The source also sets what is below 0 to 0
/// (<see cref="PixelMap.Rectify"/>). Source: Selvaraju et al. 2017, arXiv:1610.02391.
/// </remarks>
public static class GradCam
{
    private const int UsualSide = 5;   // below it a place is a fifth of the digit and more, and a map tells little

    /// <summary>The layer that is looked at if nobody chooses one: the last whose output is feature maps of 5×5 places or more.</summary>
    /// <remarks>Smaller maps are looked at where a network averages them over all places, so that they are its class activation maps, and where there are no larger ones.</remarks>
    /// <returns>Null if the network has no feature maps of more than one place.</returns>
    public static Layer? UsualLayer(NetworkTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        bool isAveraged = trace.Layers.Any(layer => layer is GlobalAveragePool2D);
        return (isAveraged ? null : Last(UsualSide)) ?? Last(1);

        Layer? Last(int side) => trace.Layers.LastOrDefault(
            layer => trace.OutputOf(layer).Shape is { Rank: 4 } shape && Math.Min(shape[1], shape[2]) >= side && shape[1] * shape[2] > 1 && layer is not SpatialTransformer);
    }

    /// <summary>The class's map, as large as the layer's feature maps, with its signs.</summary>
    /// <param name="trace">Behind a forward pass over one digit; a backward pass is made.</param>
    /// <param name="layer">Whose feature maps.</param>
    /// <param name="digit">The class.</param>
    /// <exception cref="ArgumentException">The layer makes no feature maps, or is none of the network's.</exception>
    public static PixelMap Of(NetworkTrace trace, Layer layer, int digit)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(layer);
        Tensor features = trace.OutputOf(layer);
        if (features.Shape.Rank != 4)
        {
            throw new ArgumentException($"Grad-CAM: expected a layer with feature maps [1, H, W, C], got \"{layer.Name}\" with {features.Shape}: choose one before the flattening.", nameof(layer));
        }

        trace.Backward(digit);
        ReadOnlySpan<float> gradient = trace.GradientOf(layer).Span;
        int channels = features.Shape[3], places = features.Shape[1] * features.Shape[2];
        float[] weights = new float[channels], map = new float[places];
        for (int i = 0; i < gradient.Length; i++)
        {
            weights[i % channels] += gradient[i] / places;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            map[i / channels] += weights[i % channels] * features.Span[i];
        }

        return new PixelMap(features.Shape[2], features.Shape[1], map);
    }
}
