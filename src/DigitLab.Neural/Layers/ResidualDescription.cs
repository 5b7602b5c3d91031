namespace DigitLab.Neural;

/// <summary>A <see cref="Residual"/>'s layers.</summary>
/// <param name="Body">What learns the difference.</param>
/// <param name="Shortcut">The way around it; null for the input itself.</param>
public sealed record ResidualDescription(SequentialDescription Body, LayerDescription? Shortcut = null) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => Body.NumberCount + (Shortcut?.NumberCount ?? 0);

    /// <inheritdoc/>
    public override Layer Build() => new Residual((Sequential)Body.Build(), Shortcut?.Build());
}
