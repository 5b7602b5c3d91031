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
        for (int i = 0; i < _layers.Length; i++)
        {
            Pass own = plan.Passes[i];
            own.Random = pass.Random;
            Tensor from = plan.InputOf(i, input), to = plan.OutputOf(i, output);
            if (plan.IsRectified(i))
            {
                ((IRectifying)_layers[i]).ForwardRectified(from, to, own);
                clock?.EndForward(i);
                i++;   // the rectifier, which is done
            }
            else
            {
                _layers[i].Forward(from, to, own);
            }

            clock?.EndForward(i);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        SequentialPlan plan = pass.Memory<SequentialPlan>();
        LayerClock? clock = pass.Clock;
        clock?.Start();
        for (int i = _layers.Length - 1; i >= 0; i--)
        {
            bool isRectified = i > 0 && plan.IsRectified(i - 1);
            if (isRectified)
            {
                clock?.EndBackward(i);
                i--;   // the layer that does the rectifier's work
            }

            plan.Passes[i].SkipsWeights = pass.SkipsWeights;
            Tensor from = plan.InputOf(i, input), to = plan.OutputOf(i, output), gradient = plan.OutputGradientOf(i, outputGradient);
            Tensor? fromGradient = i == 0 ? inputGradient : plan.OutputGradientOf(i - 1, outputGradient);
            if (isRectified)
            {
                ((IRectifying)_layers[i]).BackwardRectified(from, to, gradient, fromGradient, plan.Passes[i]);
            }
            else
            {
                _layers[i].Backward(from, to, gradient, fromGradient, plan.Passes[i]);
            }

            clock?.EndBackward(i);
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
