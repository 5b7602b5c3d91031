namespace DigitLab.Neural;

/// <summary>A tensor under a name, as it stands in a network or in a file.</summary>
/// <param name="Name">The name, unique where it stands.</param>
/// <param name="Value">Its numbers, 32-bit floats.</param>
public sealed record NamedTensor(string Name, Tensor Value)
{
    /// <summary>How a file that it was read from held the numbers, or one that is written shall.</summary>
    public NumberType Type { get; init; } = NumberType.Float32;
}
