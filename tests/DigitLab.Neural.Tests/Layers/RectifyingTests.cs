namespace DigitLab.Neural.Tests.Layers;

/// <summary>A rectifier whose work the layer before it does: the same bits as one that does its own.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class RectifyingTests
{
    public static TheoryData<string, Func<Layer>, Shape> Layers => new()
    {
        { "plain convolution", () => new Conv2D(3, 7, 5, padding: 1), new Shape(3, 7, 6, 3) },
        { "convolution by tiles", () => new Conv2D(20, 30, 3), new Shape(3, 7, 6, 20) },
        { "dense", () => new Dense(40, 21), new Shape(9, 40) },
        { "batch normalization", () => new BatchNorm(6), new Shape(5, 7, 3, 6) },
        { "batch normalization without scale", () => new BatchNorm(33, isAffine: false), new Shape(40, 33) },
        { "batch normalization of one", () => new BatchNorm(5), new Shape(1, 5) },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_bits_are_those_of_the_two_layers_one_after_the_other(string name, Func<Layer> make, Shape input)
    {
        Assert.IsType<IRectifying>(make(), exactMatch: false);
        EveryMachine.Run((workers, machine) =>
        {
            foreach (bool isTraining in (bool[])[true, false])
            {
                (string What, float[] Numbers)[] apart = Apart(make(), input, isTraining, workers), together = Together(make(), input, isTraining, workers);
                Assert.Contains(apart[0].Numbers, number => number == 0);
                foreach (((string what, float[] expected), (_, float[] got)) in apart.Zip(together))
                {
                    Bits.AssertSame(expected, got, $"{what} of {name}, {machine}, {(isTraining ? "training" : "inference")}");
                }
            }
        });
    }

    [Fact]
    public void A_rectifier_at_the_end_leaves_the_callers_gradient_alone()
    {
        var chain = new Sequential(Initialized(new Dense(4, 3)), new Relu());
        var pass = new Pass(chain, new Shape(2, 4), isTraining: true, Workers.Shared);
        Tensor x = Draw.Tensor(new Shape(2, 4), 1), y = new(new Shape(2, 3)), gradient = Draw.Tensor(y.Shape, 2), before = gradient.Copy();
        chain.Forward(x, y, pass);
        chain.Backward(x, y, gradient, null, pass);
        Bits.AssertSame(before.Span, gradient.Span, "∂y");
    }

    private static (string What, float[] Numbers)[] Apart(Layer layer, Shape input, bool isTraining, Workers workers)
    {
        Initialized(layer);
        var relu = new Relu();
        Shape shape = layer.OutputShape(input);
        Pass pass = new(layer, input, isTraining, workers), reluPass = new(relu, shape, isTraining, workers);
        Tensor x = Draw.Tensor(input, 1), y = new(shape), rectified = new(shape), gradient = Draw.Tensor(shape, 2), between = new(shape), xGradient = new(input);
        layer.Forward(x, y, pass);
        relu.Forward(y, rectified, reluPass);
        if (isTraining)
        {
            relu.Backward(y, rectified, gradient, between, reluPass);
            layer.Backward(x, y, between, xGradient, pass);
        }

        return Results(layer, rectified, xGradient);
    }

    private static (string What, float[] Numbers)[] Together(Layer layer, Shape input, bool isTraining, Workers workers)
    {
        Initialized(layer);
        var chain = new Sequential(layer, new Relu(), new Flatten());
        var pass = new Pass(chain, input, isTraining, workers);
        Shape shape = chain.OutputShape(input);
        Tensor x = Draw.Tensor(input, 1), y = new(shape), gradient = Draw.Tensor(shape, 2), xGradient = new(input);
        chain.Forward(x, y, pass);
        if (isTraining)
        {
            chain.Backward(x, y, gradient, xGradient, pass);
        }

        return Results(layer, y, xGradient);
    }

    private static (string What, float[] Numbers)[] Results(Layer layer, Tensor y, Tensor xGradient) =>
    [
        ("y", y.Span.ToArray()),
        ("∂x", xGradient.Span.ToArray()),
        .. layer.Parameters.Select(parameter => (parameter.Name, parameter.Gradient.Span.ToArray())),
        .. layer.Statistics.Select(statistic => (statistic.Name, statistic.Value.Span.ToArray())),
    ];

    private static Layer Initialized(Layer layer)
    {
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            Draw.Numbers(layer.Parameters[i].Value.Length, 10 + i).CopyTo(layer.Parameters[i].Value.Span);
        }

        return layer;
    }
}
