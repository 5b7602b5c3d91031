namespace DigitLab.Neural;

/// <summary>A <see cref="Tanh"/>'s settings.</summary>
/// <param name="Amplitude">The largest output.</param>
/// <param name="Steepness">The factor of the input.</param>
public sealed record TanhDescription(double Amplitude = 1, double Steepness = 1) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Tanh(Amplitude, Steepness);
}
