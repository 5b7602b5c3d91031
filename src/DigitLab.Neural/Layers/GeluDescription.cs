namespace DigitLab.Neural;

/// <summary>A <see cref="Gelu"/>'s settings.</summary>
/// <param name="IsApproximate">Whether it is the approximation by a hyperbolic tangent.</param>
public sealed record GeluDescription(bool IsApproximate = false) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Gelu(IsApproximate);
}
