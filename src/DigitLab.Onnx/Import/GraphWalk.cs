using DigitLab.Neural;

namespace DigitLab.Onnx;

/// <summary>Where the reading of a graph stands: the value it has come to, and how that lies.</summary>
internal sealed class GraphWalk
{
    /// <summary>The value's name in the graph.</summary>
    internal required string Value { get; set; }

    /// <summary>Its shape as DigitLab has it, for a batch of one.</summary>
    internal required Shape Shape { get; set; }

    /// <summary>Whether a picture lies channels last in the graph at this point.</summary>
    internal bool IsTurned { get; set; }

    /// <summary>The picture <c>[height, width, channels]</c> that was flattened channel by channel, while its numbers are still told apart.</summary>
    internal Shape? Rows { get; set; }

    /// <summary>What has been read.</summary>
    internal List<Layer> Layers { get; } = [];

    /// <summary>Another that starts from here.</summary>
    internal GraphWalk Branch() => new() { Value = Value, Shape = Shape, IsTurned = IsTurned, Rows = Rows };

    /// <summary>Goes on by a layer.</summary>
    internal void Add(Layer layer)
    {
        Shape = layer.OutputShape(Shape);
        Layers.Add(layer);
    }

    /// <summary>Where the number of a row that has this place here stands in the graph's row.</summary>
    internal int Unrolled(int place)
    {
        if (Rows is not Shape picture)
        {
            return place;
        }

        int channels = picture[2];
        return (place % channels * picture[0] * picture[1]) + (place / channels);
    }
}
