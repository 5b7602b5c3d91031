namespace DigitLab.Neural;

/// <summary>The constants of <see cref="MeanSquaredError"/>.</summary>
/// <param name="Right">What the right class's output should be.</param>
/// <param name="Wrong">What all others should be.</param>
public sealed record MeanSquaredErrorSettings(double Right = 1, double Wrong = 0) : LossSettings
{
    /// <inheritdoc/>
    public override Loss Build() => new MeanSquaredError(Right, Wrong);
}
