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
        foreach ((int first, int last, HalvingOrder order, _) in plan.Steps)
        {
            Pass own = plan.Passes[first];
            own.Random = pass.Random;
            Tensor from = plan.InputOf(first, input), to = plan.OutputOf(last, output);
            switch (last - first)
            {
                case 2: ((IHalving)_layers[first]).ForwardHalved(from, to, order, own); break;
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
        for (int step = plan.Steps.Length - 1; step >= 0; step--)
        {
            (int first, int last, _, bool isBehindRectifier) = plan.Steps[step];
            bool isHeldBack = step + 1 < plan.Steps.Length && plan.Steps[step + 1].IsBehindRectifier;
            for (int i = last; i > first; i--)
            {
                clock?.EndBackward(i);   // the layer that does its work comes
            }

            Pass own = plan.Passes[first];
            (own.SkipsWeights, own.DefersGradients) = (pass.SkipsWeights, pass.DefersGradients);
            Tensor from = plan.InputOf(first, input), to = plan.OutputOf(last, output), gradient = plan.OutputGradientOf(last, outputGradient);
            Tensor? fromGradient = first == 0 ? inputGradient : plan.OutputGradientOf(first - 1, outputGradient);
            switch (last - first)
            {
                case 2: ((IHalving)_layers[first]).BackwardHalved(from, to, gradient, fromGradient, own); break;
                case 1 when !isHeldBack: ((IRectifying)_layers[first]).BackwardRectified(from, to, gradient, fromGradient, own); break;
                case 0 when isBehindRectifier: ((IBehindRectifier)_layers[first]).BackwardBehindRectifier(from, to, gradient, fromGradient!, own); break;
                default: _layers[first].Backward(from, to, gradient, fromGradient, own); break;
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
