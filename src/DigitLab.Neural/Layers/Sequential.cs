namespace DigitLab.Neural;

/// <summary>Layers one after the other, as one layer.</summary>
public sealed class Sequential : Layer
{
    private readonly Layer[] _layers;

    /// <summary>A chain of layers.</summary>
    /// <param name="layers">First to last; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one layer stands twice.</exception>
    public Sequential(params ReadOnlySpan<Layer> layers)
    {
        if (layers.Length == 0)
        {
            throw new ArgumentException("Sequential: expected at least one layer, got none.", nameof(layers));
        }

        _layers = layers.ToArray();
        if (_layers.Distinct().Count() != _layers.Length)
        {
            throw new ArgumentException("Sequential: a layer stands twice in the chain: make one object for each place.", nameof(layers));
        }

        NameTheNameless();
    }

    /// <summary>First to last.</summary>
    public override IReadOnlyList<Layer> Children => _layers;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [.. _layers.SelectMany(layer => layer.Parameters)];

    /// <inheritdoc/>
    public override IReadOnlyList<RunningStatistic> Statistics => [.. _layers.SelectMany(layer => layer.Statistics)];

    /// <inheritdoc/>
    public override LayerDescription Describe() => new SequentialDescription([.. _layers.Select(layer => layer.Describe() with { Name = layer.Name })]);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        foreach (Layer layer in _layers)
        {
            input = layer.OutputShape(input);
        }

        return input;
    }

    /// <inheritdoc/>
    public override int LargestOutput(Shape input)
    {
        int largest = 0;
        foreach (Layer layer in _layers)
        {
            largest = Math.Max(largest, layer.LargestOutput(input));
            input = layer.OutputShape(input);
        }

        return largest;
    }

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        SequentialPlan plan = pass.Memory<SequentialPlan>();
        LayerClock? clock = pass.Clock;
        clock?.Start();
        foreach (ChainStep step in plan.Steps)
        {
            (int first, int last) = (step.First, step.Last);
            Pass own = plan.Passes[first];
            own.Random = pass.Random;
            Tensor from = plan.InputOf(first, input), to = plan.OutputOf(last, output);
            switch (last - first)
            {
                case <= 1 when step.LeavesOutput: ((ILeavesOutput)_layers[first]).ForwardLeavingOutput(from, step, own); break;
                case 2: ((IHalving)_layers[first]).ForwardHalved(from, to, step.Order, own); break;
                case 1: ((IRectifying)_layers[first]).ForwardRectified(from, to, own); break;
                default: _layers[first].Forward(from, to, own); break;
            }

            for (int i = first; i <= last; i++)
            {
                clock?.EndForward(i);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        SequentialPlan plan = pass.Memory<SequentialPlan>();
        LayerClock? clock = pass.Clock;
        clock?.Start();
        NormGradient? left = null;   // by the step behind, for the next to ask for
        for (int i = plan.Steps.Length - 1; i >= 0; i--)
        {
            ChainStep step = plan.Steps[i];
            int first = step.First;
            for (int layer = step.Last; layer > first; layer--)
            {
                clock?.EndBackward(layer);   // the layer that does its work comes
            }

            Pass own = plan.Passes[first];
            (own.SkipsWeights, own.DefersGradients) = (pass.SkipsWeights, pass.DefersGradients);
            Tensor from = plan.InputOf(first, input), to = plan.OutputOf(step.Last, output);
            if (plan.LeavesGradient(i, inputGradient is not null, pass))
            {
                left = ((ILeavesGradient)_layers[first]).BackwardLeavingGradient(from, to, plan.OutputGradientOf(step.Last, outputGradient), step, own);
                clock?.EndBackward(first);
                continue;
            }

            Tensor? fromGradient = first == 0 ? inputGradient : plan.OutputGradientOf(first - 1, outputGradient);
            if (left is not null)
            {
                ((IAsksForGradient)_layers[first]).BackwardAsking(from, left, fromGradient, own);
                left = null;
            }
            else
            {
                bool isHeldBack = i + 1 < plan.Steps.Length && plan.Steps[i + 1].IsBehindRectifier;
                Backward(step, isHeldBack, from, to, plan.OutputGradientOf(step.Last, outputGradient), fromGradient, own);
            }

            clock?.EndBackward(first);
        }
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input)
    {
        long sum = 0;
        foreach (Layer layer in _layers)
        {
            sum += layer.MultiplyAdds(input);
            input = layer.OutputShape(input);
        }

        return sum;
    }

    /// <summary>A line of a summary: <c>Sequential of 12 layers, 61706 weights</c>.</summary>
    public override string ToString() => $"Sequential of {_layers.Length} layers, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) =>
        new SequentialPlan(_layers, input, isTraining, workers);

    private void Backward(ChainStep step, bool isHeldBack, Tensor from, Tensor to, Tensor gradient, Tensor? fromGradient, Pass own)
    {
        Layer layer = _layers[step.First];
        if (step.IsHalved)
        {
            ((IHalving)layer).BackwardHalved(from, to, gradient, fromGradient, own);
        }
        else if (step.IsRectified && !isHeldBack)
        {
            ((IRectifying)layer).BackwardRectified(from, to, gradient, fromGradient, own);
        }
        else if (step.IsBehindRectifier)
        {
            ((IBehindRectifier)layer).BackwardBehindRectifier(from, to, gradient, fromGradient!, own);
        }
        else
        {
            layer.Backward(from, to, gradient, fromGradient, own);
        }
    }

    // conv1, conv2, pool1, …: counted kind by kind, passing over names that are taken.
    private void NameTheNameless()
    {
        var taken = _layers.Select(layer => layer.Name).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        foreach (Layer layer in _layers.Where(layer => layer.Name.Length == 0))
        {
            int number = 1;
            while (!taken.Add($"{layer.NameStem}{number}"))
            {
                number++;
            }

            layer.Name = $"{layer.NameStem}{number}";
        }
    }
}
