namespace DigitLab.Neural;

/// <summary>The tensors between the layers of a chain, for one input shape.</summary>
/// <remarks>
/// In training each layer's output is kept for its backward pass, while two gradients at most live at once and take turns in two
/// blocks of memory. At inference the outputs do the same. A layer that is a view has no memory of its own, nor has a rectifier whose
/// work the layer before it does; where that layer pools as well, nor has the layer itself.
/// </remarks>
internal sealed class SequentialPlan
{
    private readonly Tensor[] _outputs;
    private readonly Tensor[] _gradients;

    internal SequentialPlan(IReadOnlyList<Layer> layers, Shape input, bool isTraining, Workers workers)
    {
        Passes = new Pass[layers.Count];
        var shapes = new Shape[layers.Count - 1];
        int[] done = new int[layers.Count];   // of how many layers behind it a layer does the work: 0, 1 (the rectifier's) or 2 (a pooling's as well)
        for (int i = 0; i < layers.Count; i++)
        {
            Passes[i] = new Pass(layers[i], input, isTraining, workers);
            done[i] = DoneInside(layers, i, input);
            input = layers[i].OutputShape(input);
            if (i < shapes.Length)
            {
                shapes[i] = input;
            }
        }

        Steps = StepsOf(done);
        _outputs = isTraining ? EachItsOwn(layers, done, shapes) : TakingTurns(layers, done, shapes);
        _gradients = isTraining ? TakingTurns(layers, done, shapes) : [];
    }

    internal Pass[] Passes { get; }

    /// <summary>What runs, one after the other.</summary>
    internal ChainStep[] Steps { get; }

    internal Tensor InputOf(int layer, Tensor first) => layer == 0 ? first : _outputs[layer - 1];

    internal Tensor OutputOf(int layer, Tensor last) => layer == _outputs.Length ? last : _outputs[layer];

    internal Tensor OutputGradientOf(int layer, Tensor last) => layer == _gradients.Length ? last : _gradients[layer];

    private static ChainStep[] StepsOf(int[] done)
    {
        var steps = new List<ChainStep>();
        for (int i = 0; i < done.Length; i += done[i] + 1)
        {
            steps.Add(new ChainStep(i, i + done[i]));
        }

        return [.. steps];
    }

    private static Tensor[] EachItsOwn(IReadOnlyList<Layer> layers, int[] done, Shape[] shapes)
    {
        var tensors = new Tensor[shapes.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            tensors[i] = IsViewOfTheOneBefore(layers, done, i) ? tensors[i - 1].Reshape(shapes[i]) : new Tensor(shapes[i]);
        }

        return tensors;
    }

    private static Tensor[] TakingTurns(IReadOnlyList<Layer> layers, int[] done, Shape[] shapes)
    {
        int largest = shapes.Length == 0 ? 0 : shapes.Max(shape => shape.Count);
        Tensor[] blocks = [new(new Shape(largest)), new(new Shape(largest))];
        var tensors = new Tensor[shapes.Length];
        int turn = 0;
        for (int i = 0; i < shapes.Length; i++)
        {
            tensors[i] = IsViewOfTheOneBefore(layers, done, i) ? tensors[i - 1].Reshape(shapes[i]) : blocks[turn++ % 2].Start(shapes[i]);
        }

        return tensors;
    }

    // The chain's own input is another tensor in every call, so a view of it copies instead. What lies between a layer and a pooling that it does is
    // never written, and stands for the layer's input.
    private static bool IsViewOfTheOneBefore(IReadOnlyList<Layer> layers, int[] done, int index) =>
        index > 0 && (layers[index].IsView || done[index] == 2 || done[index - 1] > 0);

    // Not the rectifier at the chain's end: the gradient of its output is the caller's, and not to be changed.
    private static int DoneInside(IReadOnlyList<Layer> layers, int index, Shape input)
    {
        if (index + 2 >= layers.Count || layers[index] is not IRectifying || layers[index + 1] is not Relu)
        {
            return 0;
        }

        return index > 0 && layers[index] is IHalving halving && layers[index + 2] is MaxPool2D { IsHalving: true } && halving.CanHalve(input) ? 2 : 1;
    }
}
