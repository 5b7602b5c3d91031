namespace DigitLab.Neural;

/// <summary>A <see cref="BatchNorm"/>'s settings.</summary>
/// <param name="Channels">Channels, or features, of the input.</param>
/// <param name="Momentum">How much of each batch goes into the running statistics.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsAffine">Whether γ and β are learned.</param>
public sealed record BatchNormDescription(int Channels, double Momentum = 0.1, double Epsilon = 1e-5, bool IsAffine = true) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => (Int128)Channels * (IsAffine ? 4 : 2);

    /// <inheritdoc/>
    public override Layer Build() => new BatchNorm(Channels, Momentum, Epsilon, IsAffine);
}
