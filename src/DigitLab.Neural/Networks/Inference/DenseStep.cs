namespace DigitLab.Neural;

/// <summary>A dense layer, with what is folded into it.</summary>
internal sealed class DenseStep(Dense layer, int place) : ProductStep(layer.Weights, layer.Bias, place)
{
    internal override bool MayFoldBefore => true;

    internal override Shape OutputShape(Shape input) => new(input[0], Folded.Weights.Shape[1]);

    internal override long Work(Shape input) => (long)input[0] * Folded.Weights.Length;

    internal override object Prepare(Shape input, Workers workers) =>
        new DensePlan(input[0], Folded.Weights.Shape[0], Folded.Weights.Shape[1]);

    internal override void Forward(Tensor input, Tensor output, object? memory, Workers workers) =>
        DenseKernel.Forward((DensePlan)memory!, input, Folded.Weights, Folded.Bias, output, workers, End);
}
