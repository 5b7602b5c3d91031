namespace DigitLab.Neural;

/// <summary>A layer as it is: there is nothing to prepare, or nobody has found out how.</summary>
internal sealed class LayerStep(Layer layer, int place) : InferenceStep(place)
{
    internal override bool IsView => layer.IsView;

    internal override Shape OutputShape(Shape input) => layer.OutputShape(input);

    internal override long Work(Shape input) => Math.Max(layer.MultiplyAdds(input), input.Count);

    internal override void Refresh(Workers workers)
    {
        // The layer's weights are what it runs with.
    }

    internal override object Prepare(Shape input, Workers workers) => new Pass(layer, input, isTraining: false, workers);

    internal override void Forward(Tensor input, Tensor output, object? memory, Workers workers) => layer.Forward(input, output, (Pass)memory!);
}
