namespace DigitLab.Neural;

/// <summary>The constants of <see cref="SoftmaxCrossEntropy"/>.</summary>
/// <param name="LabelSmoothing">How much of the target is spread evenly over all classes.</param>
public sealed record SoftmaxCrossEntropySettings(double LabelSmoothing = 0) : LossSettings
{
    /// <inheritdoc/>
    public override Loss Build() => new SoftmaxCrossEntropy(LabelSmoothing);

    /// <inheritdoc/>
    public override Loss BuildForEvaluation() => new SoftmaxCrossEntropy();
}
