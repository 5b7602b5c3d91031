namespace DigitLab.Neural;

/// <summary>The tensors between the layers of a chain, for one input shape.</summary>
/// <remarks>
/// In training each layer's output is kept for its backward pass, while two gradients at most live at once and take turns in two
/// blocks of memory. At inference the outputs do the same. A layer that is a view has no memory of its own, nor has a rectifier whose
/// work the layer before it does.
/// </remarks>
internal sealed class SequentialPlan
{
    private readonly Tensor[] _outputs;
    private readonly Tensor[] _gradients;
    private readonly bool[] _isRectified;

    internal SequentialPlan(IReadOnlyList<Layer> layers, Shape input, bool isTraining, Workers workers)
    {
        Passes = new Pass[layers.Count];
        var shapes = new Shape[layers.Count - 1];
        for (int i = 0; i < layers.Count; i++)
        {
            Passes[i] = new Pass(layers[i], input, isTraining, workers);
            input = layers[i].OutputShape(input);
            if (i < shapes.Length)
            {
                shapes[i] = input;
            }
        }

        _isRectified = [.. layers.Select((_, i) => IsRectifiedInside(layers, i))];
        _outputs = isTraining ? EachItsOwn(layers, shapes) : TakingTurns(layers, shapes);
        _gradients = isTraining ? TakingTurns(layers, shapes) : [];
    }

    internal Pass[] Passes { get; }

    internal Tensor InputOf(int layer, Tensor first) => layer == 0 ? first : _outputs[layer - 1];

    internal Tensor OutputOf(int layer, Tensor last) => layer == _outputs.Length ? last : _outputs[layer];

    internal Tensor OutputGradientOf(int layer, Tensor last) => layer == _gradients.Length ? last : _gradients[layer];

    /// <summary>Whether the layer does the work of the rectifier behind it.</summary>
    internal bool IsRectified(int layer) => _isRectified[layer];

    private static Tensor[] EachItsOwn(IReadOnlyList<Layer> layers, Shape[] shapes)
    {
        var tensors = new Tensor[shapes.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            tensors[i] = IsViewOfTheOneBefore(layers, i) ? tensors[i - 1].Reshape(shapes[i]) : new Tensor(shapes[i]);
        }

        return tensors;
    }

    private static Tensor[] TakingTurns(IReadOnlyList<Layer> layers, Shape[] shapes)
    {
        int largest = shapes.Length == 0 ? 0 : shapes.Max(shape => shape.Count);
        Tensor[] blocks = [new(new Shape(largest)), new(new Shape(largest))];
        var tensors = new Tensor[shapes.Length];
        int turn = 0;
        for (int i = 0; i < shapes.Length; i++)
        {
            tensors[i] = IsViewOfTheOneBefore(layers, i) ? tensors[i - 1].Reshape(shapes[i]) : blocks[turn++ % 2].Start(shapes[i]);
        }

        return tensors;
    }

    // The chain's own input is another tensor in every call, so a view of it copies instead.
    private static bool IsViewOfTheOneBefore(IReadOnlyList<Layer> layers, int index) =>
        index > 0 && (layers[index].IsView || IsRectifiedInside(layers, index - 1));

    // Not the chain's last layer: the gradient of its output is the caller's, and not to be changed.
    private static bool IsRectifiedInside(IReadOnlyList<Layer> layers, int index) =>
        index + 2 < layers.Count && layers[index] is IRectifying && layers[index + 1] is Relu;
}
