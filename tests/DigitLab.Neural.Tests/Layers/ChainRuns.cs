namespace DigitLab.Neural.Tests.Layers;

/// <summary>Layers that run forward and back one after the other, or as a chain.</summary>
internal static class ChainRuns
{
    /// <summary>Which layers run as one.</summary>
    public static ChainStep[] StepsOf(Layer[] layers, Shape pictures, bool isTraining = true) => new SequentialPlan(layers, pictures, isTraining, Workers.Shared).Steps;

    /// <summary>One after the other, each with tensors of its own.</summary>
    public static (string What, float[] Numbers)[] Apart(Layer[] layers, Tensor x, bool isTraining, Workers workers, bool withInputGradient = true)
    {
        var passes = new List<Pass>();
        var numbers = new List<Tensor> { x };
        foreach (Layer layer in layers)
        {
            passes.Add(new Pass(layer, numbers[^1].Shape, isTraining, workers));
            var output = new Tensor(layer.OutputShape(numbers[^1].Shape));
            layer.Forward(numbers[^1], output, passes[^1]);
            numbers.Add(output);
        }

        Tensor gradient = Draw.Tensor(numbers[^1].Shape, 2);
        for (int i = layers.Length - 1; isTraining && i >= 0; i--)
        {
            var before = new Tensor(numbers[i].Shape);
            layers[i].Backward(numbers[i], numbers[i + 1], gradient, before, passes[i]);
            gradient = before;
        }

        return Results(layers, numbers[^1], withInputGradient ? gradient : null);
    }

    /// <summary>As a chain, which lets some of them run as one.</summary>
    public static (string What, float[] Numbers)[] Together(Layer[] layers, Tensor x, bool isTraining, Workers workers, bool withInputGradient = true)
    {
        var chain = new Sequential(layers);
        var pass = new Pass(chain, x.Shape, isTraining, workers);
        Tensor y = new(chain.OutputShape(x.Shape)), gradient = Draw.Tensor(y.Shape, 2);
        Tensor? xGradient = withInputGradient ? isTraining ? new Tensor(x.Shape) : gradient : null;
        chain.Forward(x, y, pass);
        if (isTraining)
        {
            chain.Backward(x, y, gradient, xGradient, pass);
        }

        return Results(layers, y, xGradient);
    }

    /// <summary>A chain's backward pass changes no number of the gradient that it is given.</summary>
    public static void AssertLeavesTheCallersGradientAlone(Layer[] layers, Shape pictures)
    {
        var chain = new Sequential(layers);
        var pass = new Pass(chain, pictures, isTraining: true, Workers.Shared);
        Tensor x = Draw.Tensor(pictures, 1), y = new(chain.OutputShape(pictures)), gradient = Draw.Tensor(y.Shape, 2), before = gradient.Copy();
        chain.Forward(x, y, pass);
        chain.Backward(x, y, gradient, null, pass);
        Bits.AssertSame(before.Span, gradient.Span, "∂y");
    }

    /// <summary>The same bits everywhere.</summary>
    public static void AssertSame((string What, float[] Numbers)[] expected, (string What, float[] Numbers)[] got, string where)
    {
        foreach (((string what, float[] numbers), (_, float[] other)) in expected.Zip(got))
        {
            Bits.AssertSame(numbers, other, $"{what}, {where}");
        }
    }

    private static (string What, float[] Numbers)[] Results(Layer[] layers, Tensor y, Tensor? xGradient) =>
    [
        ("y", y.Span.ToArray()),
        ("∂x", xGradient?.Span.ToArray() ?? []),
        .. layers.SelectMany(layer => layer.Parameters).Select(parameter => ($"∂{parameter.Name}", parameter.Gradient.Span.ToArray())),
        .. layers.SelectMany(layer => layer.Statistics).Select(statistic => (statistic.Name, statistic.Value.Span.ToArray())),
    ];
}
