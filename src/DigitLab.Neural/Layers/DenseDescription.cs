namespace DigitLab.Neural;

/// <summary>A <see cref="Dense"/> layer's settings.</summary>
/// <param name="Inputs">Numbers in a sample.</param>
/// <param name="Outputs">Numbers that come out.</param>
/// <param name="HasBias">Whether a bias is added.</param>
public sealed record DenseDescription(int Inputs, int Outputs, bool HasBias) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => Outputs * ((Int128)Inputs + (HasBias ? 1 : 0));

    /// <inheritdoc/>
    public override Layer Build() => new Dense(Inputs, Outputs, HasBias);
}
