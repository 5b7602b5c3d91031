using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>One number of a convolution's output with all that it was made of: bias + Σ over the channels of Σ pixel · weight.</summary>
/// <param name="Layer">The convolution's name.</param>
/// <param name="Row">The number's row in the output.</param>
/// <param name="Column">Its column.</param>
/// <param name="Filter">Its channel: which filter made it.</param>
/// <param name="Top">The window's first row in the input; below 0 where it begins in the padding.</param>
/// <param name="Left">The window's first column.</param>
/// <param name="Channels">What each channel of the input adds.</param>
/// <param name="Bias">The filter's bias; 0 where there is none.</param>
/// <param name="Output">The number as the network computed it.</param>
public sealed record TracedOutput(
    string Layer, int Row, int Column, int Filter, int Top, int Left, IReadOnlyList<TracedChannel> Channels, double Bias, float Output)
{
    /// <summary>Bias and sums together; what <see cref="Output"/> is but for rounding.</summary>
    public double Total => Bias + Channels.Sum(channel => channel.Sum);

    /// <summary>The convolutions whose outputs can be traced: those that stand in the network itself, not inside another layer.</summary>
    /// <param name="trace">Of the network.</param>
    public static IReadOnlyList<Conv2D> LayersOf(NetworkTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return [.. trace.Layers.OfType<Conv2D>()];
    }

    /// <summary>Traces one number.</summary>
    /// <param name="trace">Behind a forward pass over one digit.</param>
    /// <param name="layer">The convolution, one of <see cref="LayersOf"/>.</param>
    /// <param name="row">The number's row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="filter">Its channel.</param>
    /// <exception cref="ArgumentException">The layer is none of the network's, or its output has no such place; the message names those that it has.</exception>
    public static TracedOutput Of(NetworkTrace trace, Conv2D layer, int row, int column, int filter)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(layer);
        Tensor output = trace.OutputOf(layer), input = InputOf(trace, layer);
        (int rows, int columns, int filters) = (output.Shape[1], output.Shape[2], output.Shape[3]);
        if (row < 0 || row >= rows || column < 0 || column >= columns || filter < 0 || filter >= filters)
        {
            throw new ArgumentException(
                $"{layer.Name}: expected a row below {rows}, a column below {columns} and a filter below {filters}, got {row}, {column} and {filter}.", nameof(row));
        }

        WindowGeometry window = ((Conv2DDescription)layer.Describe()).Window;
        int top = (row * window.Stride) - window.Padding.Top, left = (column * window.Stride) - window.Padding.Left;
        return new TracedOutput(
            layer.Name,
            row,
            column,
            filter,
            top,
            left,
            [.. Enumerable.Range(0, input.Shape[3]).Select(channel => Channel(layer, input, window, top, left, channel, filter))],
            layer.Bias?.Value.Span[filter] ?? 0,
            output.Span[(((row * columns) + column) * filters) + filter]);
    }

    private static TracedChannel Channel(Conv2D layer, Tensor input, WindowGeometry window, int top, int left, int channel, int filter)
    {
        int height = input.Shape[1], width = input.Shape[2], channels = input.Shape[3], filters = layer.Weights.Value.Shape[3];
        float[] pixels = new float[window.Height * window.Width], weights = new float[pixels.Length], products = new float[pixels.Length];
        double sum = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            (int v, int u) = Math.DivRem(i, window.Width);
            int y = top + (v * window.Dilation), x = left + (u * window.Dilation);
            pixels[i] = y >= 0 && y < height && x >= 0 && x < width ? input.Span[(((y * width) + x) * channels) + channel] : 0;
            weights[i] = layer.Weights.Value.Span[(((i * channels) + channel) * filters) + filter];
            products[i] = pixels[i] * weights[i];
            sum += (double)pixels[i] * weights[i];
        }

        return new TracedChannel(channel, Map(pixels), Map(weights), Map(products), sum);

        PixelMap Map(float[] values) => new(window.Width, window.Height, values);
    }

    private static Tensor InputOf(NetworkTrace trace, Layer layer)
    {
        Tensor input = trace.Input;
        foreach (Layer each in trace.Layers)
        {
            if (ReferenceEquals(each, layer))
            {
                break;
            }

            input = trace.OutputOf(each);
        }

        return input;
    }
}
