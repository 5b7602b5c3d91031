namespace DigitLab.Neural;

/// <summary>The tensors between the layers of a chain, for one input shape.</summary>
/// <remarks>
/// In training each step's output is kept for its backward pass, while two gradients at most live at once and take turns in two
/// blocks of memory. At inference the outputs do the same. A layer that is a view has no memory of its own, and what lies between layers
/// that run as one step is never written and has none at all; nor has a normalization's output, or its input's gradient, where the
/// step behind, or before, makes it row by row.
/// </remarks>
internal sealed class SequentialPlan
{
    private readonly Tensor?[] _outputs;
    private readonly Tensor?[] _gradients;
    private readonly Shape[] _shapes;

    internal SequentialPlan(IReadOnlyList<Layer> layers, Shape input, bool isTraining, Workers workers)
    {
        Passes = new Pass[layers.Count];
        var inputs = new Shape[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            inputs[i] = input;
            Passes[i] = new Pass(layers[i], input, isTraining, workers);
            input = layers[i].OutputShape(input);
        }

        Steps = [.. StepsOf(layers, inputs, Passes)];
        if (isTraining)
        {
            LeaveOutputs(layers);
        }

        _shapes = inputs;
        _outputs = isTraining ? EachItsOwn(layers, inputs) : TakingTurns(layers, inputs, Steps[..^1]);
        _gradients = isTraining ? TakingTurns(layers, inputs, WithGradients()) : new Tensor?[layers.Count - 1];
    }

    internal Pass[] Passes { get; }

    /// <summary>What runs, one after the other.</summary>
    internal ChainStep[] Steps { get; }

    /// <summary>What a step's first layer reads.</summary>
    internal Tensor InputOf(int layer, Tensor first) => layer == 0 ? first : _outputs[layer - 1]!;

    /// <summary>What a step's last layer writes.</summary>
    internal Tensor OutputOf(int layer, Tensor last) => layer == _outputs.Length ? last : _outputs[layer]!;

    /// <summary>The gradient of a step's output.</summary>
    internal Tensor OutputGradientOf(int layer, Tensor last) =>
        layer == _gradients.Length ? last : _gradients[layer] ??= new Tensor(_shapes[layer + 1]);   // one that is left, but wanted as a whole this time

    /// <summary>Whether a step leaves its input's gradient to the one before it, in this pass.</summary>
    /// <param name="step">The step.</param>
    /// <param name="withInputGradient">Whether the gradient of the chain's own input is wanted.</param>
    /// <param name="pass">The chain's.</param>
    internal bool LeavesGradient(int step, bool withInputGradient, Pass pass) =>
        Steps[step].LeavesGradient && !pass.SkipsWeights && (Steps[step - 1].First > 0 || !withInputGradient);

    private static IEnumerable<ChainStep> StepsOf(IReadOnlyList<Layer> layers, Shape[] inputs, Pass[] passes)
    {
        ChainStep before = default;
        for (int i = 0; i < layers.Count;)
        {
            ChainStep step = StepFrom(i, layers, inputs[i], passes[i]);
            step = step with { IsBehindRectifier = before.IsRectified && step.Last == i && layers[i] is IBehindRectifier };
            step = step with { LeavesGradient = i > 0 && LeavesGradient(step, before, layers, passes) };
            yield return step;
            before = step;
            i = step.Last + 1;
        }
    }

    private void LeaveOutputs(IReadOnlyList<Layer> layers)
    {
        for (int i = 1; i + 1 < Steps.Length; i++)
        {
            (ChainStep step, int next) = (Steps[i], Steps[i + 1].First);
            bool isLeft = !step.IsHalved
                && layers[step.First] is ILeavesOutput leaving
                && layers[next] is ITakesNorm taking
                && taking.TryTake(leaving.PendingOf(Passes[step.First]), Passes[next]);
            Steps[i] = step with { LeavesOutput = isLeft };
        }
    }

    // A chain's first layer is as a rule not asked for its input's gradient.
    private static bool LeavesGradient(ChainStep step, ChainStep before, IReadOnlyList<Layer> layers, Pass[] passes) =>
        passes[step.First].IsTraining
        && layers[step.First] is ILeavesGradient
        && (before.First == before.Last || step.IsBehindRectifier)
        && layers[before.First] is IAsksForGradient asking
        && asking.CanAsk(withInputGradient: before.First > 0, passes[before.First]);

    // Not with the rectifier at the chain's end: the gradient of its output is the caller's, and not to be changed.
    private static ChainStep StepFrom(int index, IReadOnlyList<Layer> layers, Shape input, Pass pass)
    {
        if (index + 2 < layers.Count && layers[index] is IRectifying)
        {
            HalvingOrder? order = (layers[index + 1], layers[index + 2]) switch
            {
                (Relu, MaxPool2D { IsHalving: true }) => HalvingOrder.RectifiedFirst,
                (MaxPool2D { IsHalving: true }, Relu) => HalvingOrder.PooledFirst,
                _ => null,
            };
            if (order is { } known && layers[index] is IHalving halving && halving.CanHalve(input, known, pass))
            {
                return new ChainStep(index, index + 2, known);
            }

            if (layers[index + 1] is Relu)
            {
                return new ChainStep(index, index + 1);
            }
        }

        return new ChainStep(index, index);
    }

    private Tensor?[] EachItsOwn(IReadOnlyList<Layer> layers, Shape[] inputs)
    {
        var tensors = new Tensor?[layers.Count - 1];
        foreach (ChainStep step in Steps[..^1])
        {
            Shape output = inputs[step.Last + 1];
            tensors[step.Last] = step.LeavesOutput || IsViewOfTheOneBefore(layers, step) ? tensors[step.First - 1]!.Reshape(output) : new Tensor(output);
        }

        return tensors;
    }

    private ChainStep[] WithGradients() => [.. Steps.Where((_, i) => i + 1 < Steps.Length && !Steps[i + 1].LeavesGradient)];

    private static Tensor?[] TakingTurns(IReadOnlyList<Layer> layers, Shape[] inputs, ChainStep[] steps)
    {
        int largest = steps.Select(step => inputs[step.Last + 1].Count).DefaultIfEmpty().Max();
        Tensor[] blocks = [new(new Shape(largest)), new(new Shape(largest))];
        var tensors = new Tensor?[layers.Count - 1];
        int turn = 0;
        foreach (ChainStep step in steps)
        {
            Shape output = inputs[step.Last + 1];
            tensors[step.Last] = IsViewOfTheOneBefore(layers, step) ? tensors[step.First - 1]!.Reshape(output) : blocks[turn++ % 2].Start(output);
        }

        return tensors;
    }

    // The chain's own input is another tensor in every call, so a view of it copies instead.
    private static bool IsViewOfTheOneBefore(IReadOnlyList<Layer> layers, ChainStep step) => step.First > 0 && layers[step.Last].IsView;
}
