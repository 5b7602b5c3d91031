using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>What one layer made of a digit.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Title">Its line in a summary.</param>
/// <param name="Shape">Its output's shape for one digit.</param>
/// <param name="Maps">Feature maps, one a channel; for a row of numbers, the row as one map of height 1.</param>
public sealed record LayerActivation(string Name, string Title, Shape Shape, IReadOnlyList<PixelMap> Maps)
{
    /// <summary>Every layer's, first to last; layers that only change the shape, and dropout, are passed over.</summary>
    /// <param name="trace">Behind a forward pass over one digit.</param>
    public static IReadOnlyList<LayerActivation> Of(NetworkTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return [.. trace.Layers.Where(layer => layer is not (Flatten or Dropout or ChannelDropout)).Select(layer => Of(layer, trace.OutputOf(layer)))];
    }

    private static LayerActivation Of(Layer layer, Tensor output)
    {
        Shape shape = output.Shape.WithoutBatch();
        if (shape.Rank != 3)
        {
            return new LayerActivation(layer.Name, $"{layer}", shape, [new PixelMap(shape.Count, 1, output.Span.ToArray())]);
        }

        int channels = shape[2];
        var maps = new PixelMap[channels];
        for (int c = 0; c < channels; c++)
        {
            float[] values = new float[shape[0] * shape[1]];
            for (int p = 0; p < values.Length; p++)
            {
                values[p] = output.Span[(p * channels) + c];
            }

            maps[c] = new PixelMap(shape[1], shape[0], values);
        }

        return new LayerActivation(layer.Name, $"{layer}", shape, maps);
    }
}
