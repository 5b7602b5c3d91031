namespace DigitLab.Neural;

/// <summary>A step that is a product with weights: batch normalization around it goes into them, a rectifier behind it into the product.</summary>
internal abstract class ProductStep(Parameter weights, Parameter? bias, int place) : InferenceStep(place)
{
    /// <summary>What the product is taken with.</summary>
    protected FoldedWeights Folded { get; } = new(weights, bias);

    /// <summary>What becomes of the sums.</summary>
    protected ProductEnd End { get; private set; }

    internal override int Weights => Folded.Weights.Length;

    /// <summary>Whether a normalization before this step may be folded in: not where zeros stand around the picture, which it would shift.</summary>
    internal abstract bool MayFoldBefore { get; }

    /// <summary>Folds in a normalization that stands right before this step.</summary>
    internal void FoldBefore(BatchNorm norm) => Folded.Before = norm;

    internal override void Refresh(Workers workers) => Folded.Refresh();

    protected override bool TryAbsorb(Layer next)
    {
        switch (next)
        {
            case BatchNorm norm when End == ProductEnd.Sums && Folded.After is null:
                Folded.After = norm;
                return true;
            case Relu when End == ProductEnd.Sums:
                End = ProductEnd.Rectified;
                return true;
            default:
                return false;
        }
    }
}
