namespace DigitLab.Neural;

/// <summary>A chain of layers with a way around it: y = body(x) + x, or body(x) + shortcut(x) where the shapes differ.</summary>
/// <remarks>
/// The body's output must have the shape of the input, or of what the shortcut makes of it (a 1×1 convolution, as a rule).
/// Source: He, Zhang, Ren, Sun 2016, "Deep residual learning", eqs. 1 and 2, arXiv:1512.03385.
/// </remarks>
public sealed class Residual : Layer
{
    /// <summary>A residual block.</summary>
    /// <param name="body">What learns the difference.</param>
    /// <param name="shortcut">The way around it; the input itself if null.</param>
    /// <exception cref="ArgumentException">Body and shortcut are the same object.</exception>
    public Residual(Sequential body, Layer? shortcut = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (ReferenceEquals(body, shortcut))
        {
            throw new ArgumentException("Residual: body and shortcut are one object: make one for each.", nameof(shortcut));
        }

        (Body, Shortcut) = (body, shortcut);
        body.Name = "body";
        if (shortcut is not null)
        {
            shortcut.Name = "shortcut";
        }

        Children = shortcut is null ? [body] : [body, shortcut];
    }

    /// <summary>What learns the difference.</summary>
    public Sequential Body { get; }

    /// <summary>The way around it; null where that is the input itself.</summary>
    public Layer? Shortcut { get; }

    /// <summary>The body, and the shortcut if there is one.</summary>
    public override IReadOnlyList<Layer> Children { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [.. Children.SelectMany(layer => layer.Parameters)];

    /// <inheritdoc/>
    public override IReadOnlyList<RunningStatistic> Statistics => [.. Children.SelectMany(layer => layer.Statistics)];

    /// <inheritdoc/>
    public override LayerDescription Describe() => new ResidualDescription((SequentialDescription)Body.Describe(), Shortcut?.Describe());

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        Shape output = Body.OutputShape(input), around = Shortcut?.OutputShape(input) ?? input;
        return output == around
            ? output
            : throw Refusal($"for which body and shortcut agree", input, $"the body makes {output} of it, the shortcut {around}");
    }

    /// <inheritdoc/>
    public override int LargestOutput(Shape input) => Children.Max(layer => layer.LargestOutput(input));

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        Memory memory = pass.Memory<Memory>();
        memory.Body.Random = pass.Random;
        Body.Forward(input, memory.BodyOutput, memory.Body);
        Tensor around = input;
        if (Shortcut is not null)
        {
            memory.Shortcut!.Random = pass.Random;
            Shortcut.Forward(input, memory.ShortcutOutput!, memory.Shortcut);
            around = memory.ShortcutOutput!;
        }

        ElementwiseKernel.Add(memory.BodyOutput, around, output, pass.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        Memory memory = pass.Memory<Memory>();
        Body.Backward(input, memory.BodyOutput, outputGradient, inputGradient, memory.Body);
        Tensor around = outputGradient;
        if (Shortcut is not null)
        {
            around = memory.InputGradient!;
            Shortcut.Backward(input, memory.ShortcutOutput!, outputGradient, inputGradient is null ? null : around, memory.Shortcut!);
        }

        if (inputGradient is not null)
        {
            ElementwiseKernel.Add(inputGradient, around, inputGradient, pass.Workers);
        }
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input) => Body.MultiplyAdds(input) + (Shortcut?.MultiplyAdds(input) ?? 0);

    /// <summary>A line of a summary: <c>Residual around 4 layers, 18624 weights</c>.</summary>
    public override string ToString() =>
        $"Residual around {Body.Children.Count} layers{(Shortcut is null ? "" : $", shortcut {Shortcut}")}, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => new Memory(this, input, isTraining, workers);

    private sealed class Memory
    {
        internal Memory(Residual layer, Shape input, bool isTraining, Workers workers)
        {
            Body = new Pass(layer.Body, input, isTraining, workers);
            BodyOutput = new Tensor(layer.OutputShape(input));
            if (layer.Shortcut is not null)
            {
                Shortcut = new Pass(layer.Shortcut, input, isTraining, workers);
                ShortcutOutput = new Tensor(BodyOutput.Shape);
                InputGradient = isTraining ? new Tensor(input) : null;
            }
        }

        internal Pass Body { get; }

        internal Pass? Shortcut { get; }

        internal Tensor BodyOutput { get; }

        internal Tensor? ShortcutOutput { get; }

        internal Tensor? InputGradient { get; }
    }
}
