namespace DigitLab.Neural;

/// <summary>A dense layer, with what is folded into it.</summary>
internal sealed class DenseStep(Dense layer, int place) : ProductStep(layer.Weights, layer.Bias, place)
{
    private PackedMatrix? _packed;   // the same for all plans

    internal override bool MayFoldBefore => true;

    internal override Shape OutputShape(Shape input) => new(input[0], Folded.Weights.Shape[1]);

    internal override long Work(Shape input) => (long)input[0] * Folded.Weights.Length;

    internal override void Refresh(Workers workers)
    {
        base.Refresh(workers);
        _packed?.Take(Folded.Weights, workers);
    }

    internal override object Prepare(Shape input, Workers workers)
    {
        _packed ??= new PackedMatrix(Folded.Weights.Shape[0], Folded.Weights.Shape[1]);
        return new DensePlan(input[0], _packed.Rows, Folded.Weights.Shape[1], isTraining: false);
    }

    internal override void Forward(Tensor input, Tensor output, object? memory, Workers workers) =>
        PackedDenseKernel.Forward((DensePlan)memory!, input, _packed!, Folded.Bias, output, workers, End);
}
