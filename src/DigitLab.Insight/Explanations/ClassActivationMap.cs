using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>What in a digit speaks for a class, in networks that end with a global average of their feature maps and one dense layer.</summary>
/// <remarks>
/// M_c(i, j) = Σ_k w[k, c] · A_k(i, j) with A the maps before the average and w the dense layer's weights: the class's score is the mean of
/// its map and the bias. Source: Zhou, Khosla, Lapedriza, Oliva, Torralba 2016, arXiv:1512.04150.
/// </remarks>
public static class ClassActivationMap
{
    /// <summary>Whether a network has the form that such a map needs.</summary>
    public static bool Suits(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Ending(network) is not null;
    }

    /// <summary>The class's map, as large as the last feature maps.</summary>
    /// <param name="trace">Behind a forward pass over one digit.</param>
    /// <param name="network">The network that is traced.</param>
    /// <param name="digit">The class.</param>
    /// <exception cref="ArgumentException">The network has another form; use <see cref="GradCam"/>.</exception>
    public static PixelMap Of(NetworkTrace trace, Network network, int digit)
    {
        ArgumentNullException.ThrowIfNull(trace);
        (Layer maps, Dense last) = Ending(network) ?? throw new ArgumentException(
            $"{network.Name}: a class activation map needs a network that ends with a global average and one dense layer: use Grad-CAM.", nameof(network));
        Tensor features = trace.OutputOf(maps);
        int channels = features.Shape[3], classes = last.Weights.Value.Shape[1];
        float[] map = new float[features.Shape[1] * features.Shape[2]];
        for (int p = 0; p < map.Length; p++)
        {
            for (int k = 0; k < channels; k++)
            {
                map[p] += last.Weights.Value.Span[(k * classes) + digit] * features.Span[(p * channels) + k];
            }
        }

        return new PixelMap(features.Shape[2], features.Shape[1], map);
    }

    // The layer before the average, and the dense layer behind it; dropout in between says nothing.
    private static (Layer Maps, Dense Last)? Ending(Network network)
    {
        Layer[] layers = [.. network.Body.Children.Where(layer => layer is not (Dropout or ChannelDropout))];
        return layers is [.., Layer maps, GlobalAveragePool2D, Dense last] ? (maps, last) : null;
    }
}
