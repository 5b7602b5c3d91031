namespace DigitLab.Neural;

/// <summary>A <see cref="LayerNorm"/>'s settings.</summary>
/// <param name="Features">Numbers along the last axis.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsAffine">Whether γ and β are learned.</param>
public sealed record LayerNormDescription(int Features, double Epsilon = 1e-5, bool IsAffine = true) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => (Int128)Features * (IsAffine ? 2 : 0);

    /// <inheritdoc/>
    public override Layer Build() => new LayerNorm(Features, Epsilon, IsAffine);
}
