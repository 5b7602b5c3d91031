namespace DigitLab.Neural;

/// <summary>A tensor of a network that is to be filled.</summary>
/// <param name="Name">Its name in the network.</param>
/// <param name="Role">What it is to its layer.</param>
/// <param name="Value">Where the numbers go.</param>
/// <param name="Rows">The picture <c>[height, width, channels]</c> that the layer's input was before it was flattened; null if it was none.</param>
internal sealed record WeightSlot(string Name, WeightRole Role, Tensor Value, Shape? Rows)
{
    /// <summary>The shape that the file's layout gives it.</summary>
    internal Shape ShapeIn(WeightLayout layout) => (layout, Value.Shape.Rank) switch
    {
        (WeightLayout.ChannelsFirst, 4) => new Shape(Value.Shape[3], Value.Shape[2], Value.Shape[0], Value.Shape[1]),   // [k, k, 1, C] of a depthwise one too
        (WeightLayout.ChannelsFirst, 2) => new Shape(Value.Shape[1], Value.Shape[0]),
        _ => Value.Shape,
    };

    /// <summary>Whether a tensor's shape is that one: axes of one element do not count, and a dense layer may be written as a convolution.</summary>
    internal bool Takes(Shape shape, WeightLayout layout)
    {
        Shape expected = ShapeIn(layout);
        return shape.Count == expected.Count
            && (WithoutOnes(shape).SequenceEqual(WithoutOnes(expected)) || (layout == WeightLayout.ChannelsFirst && Value.Shape.Rank == 2 && shape[0] == expected[0]));
    }

    /// <summary>Fills it, turning the axes.</summary>
    internal void Fill(Tensor from, WeightLayout layout)
    {
        ReadOnlySpan<float> source = from.Span;
        Span<float> to = Value.Span;
        if (layout == WeightLayout.ChannelsLast)
        {
            source.CopyTo(to);
        }
        else if (Value.Shape.Rank == 4)
        {
            Shape shape = Value.Shape;
            for (int i = 0; i < to.Length; i++)
            {
                int output = i % shape[3], input = i / shape[3] % shape[2], tap = i / shape[3] / shape[2];
                to[i] = source[(((output * shape[2]) + input) * shape[0] * shape[1]) + tap];
            }
        }
        else
        {
            int outputs = Value.Shape.Rank == 2 ? Value.Shape[1] : 1, inputs = to.Length / outputs;
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = source[(i % outputs * inputs) + Unrolled(i / outputs)];
            }
        }
    }

    // Where the number of a row that pixel and channel have here stands in a row that was flattened channel by channel.
    private int Unrolled(int place)
    {
        if (Rows is not Shape picture)
        {
            return place;
        }

        int channels = picture[2];
        return (place % channels * picture[0] * picture[1]) + (place / channels);
    }

    private static int[] WithoutOnes(Shape shape) => [.. shape.ToArray().Where(extent => extent != 1)];
}
