namespace DigitLab.Neural.Tests.Layers;

/// <summary>A normalization that does the work of the rectifier and the 2×2 pooling behind it: the same bits as three layers that do their own.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class HalvingTests
{
    public static TheoryData<string, Shape, bool, bool> Pictures => new()
    {
        { "one vector of channels", new Shape(3, 6, 4, 16), true, true },
        { "two vectors, more samples than parts", new Shape(37, 4, 6, 32), true, true },
        { "three vectors, no scale and no shift", new Shape(5, 2, 2, 48), false, true },
        { "pixels that are no vectors", new Shape(3, 6, 4, 6), true, false },
        { "a row too many", new Shape(3, 5, 4, 16), true, false },
        { "a pixel too many", new Shape(3, 4, 5, 16), true, false },
        { "rows that do not stay in the cache", new Shape(1, 2, 260, 16), true, false },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void The_bits_are_those_of_the_three_layers_one_after_the_other(string name, Shape pictures, bool isAffine, bool isAtOnce) => EveryMachine.Run((workers, machine) =>
    {
        Tensor x = Draw.Tensor(pictures, 1);
        foreach (bool isTraining in (bool[])[true, false])
        {
            Layer[] layers = Layers(pictures, isAffine);
            Assert.Equal(isAtOnce ? [new(0, 0), new(1, 3), new(4, 4)] : (ChainStep[])[new(0, 0), new(1, 2), new(3, 3), new(4, 4)], Plan(layers, pictures, isTraining).Steps);
            AssertSame(Apart(Layers(pictures, isAffine), x, isTraining, workers), Together(layers, x, isTraining, workers), $"{name}, {machine}, {(isTraining ? "training" : "inference")}");
        }
    });

    [Fact]
    public void What_is_no_number_goes_the_same_way()
    {
        var pictures = new Shape(2, 4, 4, 16);
        Tensor x = Draw.Tensor(pictures, 1);
        x.Span[5] = float.NaN;       // all of its channel, then
        x.Span[40] = float.PositiveInfinity;
        EveryMachine.Run((workers, machine) =>
        {
            (string, float[] Numbers)[] apart = Apart(Layers(pictures, true), x, true, workers);
            Assert.Contains(apart[0].Numbers, float.IsNaN);
            AssertSame(apart, Together(Layers(pictures, true), x, true, workers), machine);
        });
    }

    [Fact]
    public void A_pooling_at_the_end_leaves_the_callers_gradient_alone()
    {
        var pictures = new Shape(2, 4, 4, 16);
        Layer[] layers = Layers(pictures, true)[..^1];
        var chain = new Sequential(layers);
        Assert.Equal([new(0, 0), new(1, 3)], Plan(layers, pictures, true).Steps);
        var pass = new Pass(chain, pictures, isTraining: true, Workers.Shared);
        Tensor x = Draw.Tensor(pictures, 1), y = new(chain.OutputShape(pictures)), gradient = Draw.Tensor(y.Shape, 2), before = gradient.Copy();
        chain.Forward(x, y, pass);
        chain.Backward(x, y, gradient, null, pass);
        Bits.AssertSame(before.Span, gradient.Span, "∂y");
    }

    [Fact]
    public void Other_poolings_and_a_normalization_at_the_start_do_their_own_work()
    {
        var pictures = new Shape(2, 6, 6, 16);
        Assert.Equal([new(0, 1), new(2, 2)], Plan([new BatchNorm(16), new Relu(), new MaxPool2D(2)], pictures, true).Steps);
        foreach (Layer pooling in (Layer[])[new MaxPool2D(3), new MaxPool2D(2, stride: 1), new MaxPool2D(2, padding: 1), new AveragePool2D(2)])
        {
            Assert.Equal([new(0, 0), new(1, 2), new(3, 3)], Plan([new Conv2D(16, 16, 1), new BatchNorm(16), new Relu(), pooling], pictures, true).Steps);
        }

        Assert.Equal([new(0, 0), new(1, 1), new(2, 2), new(3, 3)], Plan([new Conv2D(16, 16, 1), new BatchNorm(16), new Tanh(), new MaxPool2D(2)], pictures, true).Steps);
    }

    // A product of one pixel before it, so that the normalization is not the chain's first layer.
    private static Layer[] Layers(Shape pictures, bool isAffine)
    {
        int channels = pictures[3];
        Layer[] layers = [new Conv2D(channels, channels, 1), new BatchNorm(channels, isAffine: isAffine), new Relu(), new MaxPool2D(2), new Flatten()];
        int draw = 10;
        foreach (Parameter parameter in layers.SelectMany(layer => layer.Parameters))
        {
            Draw.Numbers(parameter.Value.Length, draw++).CopyTo(parameter.Value.Span);
        }

        return layers;
    }

    private static SequentialPlan Plan(Layer[] layers, Shape pictures, bool isTraining) => new(layers, pictures, isTraining, Workers.Shared);

    private static (string What, float[] Numbers)[] Apart(Layer[] layers, Tensor x, bool isTraining, Workers workers)
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

        return Results(layers, numbers[^1], gradient);
    }

    private static (string What, float[] Numbers)[] Together(Layer[] layers, Tensor x, bool isTraining, Workers workers)
    {
        var chain = new Sequential(layers);
        var pass = new Pass(chain, x.Shape, isTraining, workers);
        Tensor y = new(chain.OutputShape(x.Shape)), gradient = Draw.Tensor(y.Shape, 2), xGradient = isTraining ? new Tensor(x.Shape) : gradient;
        chain.Forward(x, y, pass);
        if (isTraining)
        {
            chain.Backward(x, y, gradient, xGradient, pass);
        }

        return Results(layers, y, xGradient);
    }

    private static (string What, float[] Numbers)[] Results(Layer[] layers, Tensor y, Tensor xGradient) =>
    [
        ("y", y.Span.ToArray()),
        ("∂x", xGradient.Span.ToArray()),
        .. layers.SelectMany(layer => layer.Parameters).Select(parameter => ($"∂{parameter.Name}", parameter.Gradient.Span.ToArray())),
        .. layers.SelectMany(layer => layer.Statistics).Select(statistic => (statistic.Name, statistic.Value.Span.ToArray())),
    ];

    private static void AssertSame((string What, float[] Numbers)[] expected, (string What, float[] Numbers)[] got, string where)
    {
        foreach (((string what, float[] numbers), (_, float[] other)) in expected.Zip(got))
        {
            Bits.AssertSame(numbers, other, $"{what}, {where}");
        }
    }
}
