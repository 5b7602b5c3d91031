using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>What a spatial transformer did to a digit.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Before">What came in.</param>
/// <param name="After">What went out.</param>
/// <param name="Places">For each pixel of the output, row by row, the column and row of the input that it was read at.</param>
/// <param name="Theta">The numbers that the localisation network made.</param>
public sealed record TransformedDigit(string Name, PixelMap Before, PixelMap After, IReadOnlyList<(float X, float Y)> Places, IReadOnlyList<float> Theta)
{
    /// <summary>What each of a network's spatial transformers did.</summary>
    /// <param name="trace">Behind a forward pass over one digit.</param>
    public static IReadOnlyList<TransformedDigit> Of(NetworkTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var all = new List<TransformedDigit>();
        Tensor input = trace.Input;
        foreach (Layer layer in trace.Layers)
        {
            Tensor output = trace.OutputOf(layer);
            if (layer is SpatialTransformer transformer)
            {
                all.Add(Of(transformer, input, output));
            }

            input = output;
        }

        return all;
    }

    private static TransformedDigit Of(SpatialTransformer transformer, Tensor input, Tensor output)
    {
        int height = input.Shape[1], width = input.Shape[2];
        var localization = new NetworkTrace(new Network("localization", input.Shape.WithoutBatch(), transformer.Localization));
        input.Span.CopyTo(localization.Input.Span);
        localization.Forward();
        float[] theta = localization.Output.Span.ToArray();
        return new TransformedDigit(
            transformer.Name,
            new PixelMap(width, height, FirstChannel(input)),
            new PixelMap(width, height, FirstChannel(output)),
            transformer.Grid.PlacesOf(theta, height, width),
            theta);
    }

    private static float[] FirstChannel(Tensor tensor)
    {
        float[] values = new float[tensor.Shape[1] * tensor.Shape[2]];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = tensor.Span[i * tensor.Shape[3]];
        }

        return values;
    }
}
