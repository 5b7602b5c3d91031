namespace DigitLab.Neural;

/// <summary>A <see cref="ZeroPad2D"/>'s settings.</summary>
/// <param name="Border">Pixels on each side.</param>
public sealed record ZeroPad2DDescription(Padding Border) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new ZeroPad2D(Border);
}
