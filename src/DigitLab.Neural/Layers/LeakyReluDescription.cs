namespace DigitLab.Neural;

/// <summary>A <see cref="LeakyRelu"/>'s settings.</summary>
/// <param name="Slope">The factor below 0.</param>
public sealed record LeakyReluDescription(double Slope = 0.01) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new LeakyRelu(Slope);
}
