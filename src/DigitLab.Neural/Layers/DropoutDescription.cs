namespace DigitLab.Neural;

/// <summary>A <see cref="Dropout"/>'s settings.</summary>
/// <param name="Rate">The probability that a number is dropped.</param>
public sealed record DropoutDescription(double Rate) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Dropout(Rate);
}
