namespace DigitLab.Neural;

/// <summary>The constants of <see cref="MulticlassHinge"/>.</summary>
/// <param name="Margin">By how much the right class must win.</param>
/// <param name="IsSquared">Whether each shortfall counts with its square.</param>
public sealed record MulticlassHingeSettings(double Margin = 1, bool IsSquared = false) : LossSettings
{
    /// <inheritdoc/>
    public override Loss Build() => new MulticlassHinge(Margin, IsSquared);
}
