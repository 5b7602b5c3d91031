namespace DigitLab.Neural;

/// <summary>Numbers that a layer gathers from the batches of its training and uses at inference; no gradient changes them.</summary>
/// <remarks>They are saved with the weights, but do not count as parameters. PyTorch calls them buffers.</remarks>
public sealed class RunningStatistic
{
    private readonly float _start;

    internal RunningStatistic(string name, Shape shape, float start)
    {
        (Name, Value, _start) = (name, new Tensor(shape), start);
        Reset();
    }

    /// <summary>The name within its layer: <c>mean</c>, <c>variance</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers; a forward pass in training changes them.</summary>
    public Tensor Value { get; }

    /// <summary>Back to what they were before any batch.</summary>
    internal void Reset() => Value.Span.Fill(_start);
}
