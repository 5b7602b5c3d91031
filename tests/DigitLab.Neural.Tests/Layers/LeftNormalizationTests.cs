namespace DigitLab.Neural.Tests.Layers;

/// <summary>A normalization whose output the convolution behind it computes, and whose input's gradient the one before it: the same bits as layers that do their own.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class LeftNormalizationTests
{
    /// <summary>Chains of two convolutions by tiles, pictures, and the steps of each chain: ↓ leaves its output, ↑ its input's gradient.</summary>
    public static TheoryData<string, Func<Layer[]>, Shape, string> Chains => new()
    {
        {
            "with a rectifier behind it, pictures of whole tiles and a half", () => [new Conv2D(16, 17, 3), new BatchNorm(17), new Relu(), new Conv2D(17, 18, 3, hasBias: false)],
            new Shape(100, 14, 13, 16),
            "0, 1–2 ↓, 3"
        },
        {
            "without one, in a border of zeros, windows of 5×5", () => [new Conv2D(16, 16, 3), new BatchNorm(16), new Conv2D(16, 17, 5, padding: 2)],
            new Shape(180, 12, 13, 16),
            "0, 1 ↓, 2"
        },
        {
            "before the first convolution of the chain", () => [new BatchNorm(16), new Conv2D(16, 17, 3), new BatchNorm(17), new Relu(), new Flatten()],
            new Shape(100, 14, 13, 16),
            "0, 1, 2–3 ↑, 4"
        },
        {
            "behind a convolution with a bias and a rectifier", () => [new Dropout(0), new Conv2D(16, 20, 3), new Relu(), new BatchNorm(20), new Conv2D(20, 18, 3)],
            new Shape(120, 14, 15, 16),
            "0, 1–2, 3 ↓ ↑, 4"
        },
        {
            "with a rectifier and a pooling behind it", () => [new Dropout(0), new Conv2D(17, 16, 3), new BatchNorm(16), new Relu(), new MaxPool2D(2), new Flatten()],
            new Shape(100, 12, 16, 17),
            "0, 1, 2–4 ↑, 5"
        },
        {
            "both ways, channels that are no whole vectors", () => [new Dropout(0), new Conv2D(16, 19, 3), new BatchNorm(19, isAffine: false), new Relu(), new Conv2D(19, 16, 3), new Flatten()],
            new Shape(90, 16, 15, 16),
            "0, 1, 2–3 ↓ ↑, 4, 5"
        },
    };

    /// <summary>Chains whose first layer is a convolution that takes every window times all weights.</summary>
    public static TheoryData<string, Func<Layer[]>, Shape> FirstLayers => new()
    {
        { "a window of 5×5 in a border", () => [new Conv2D(1, 6, 5, padding: 2), new BatchNorm(6), new Relu(), new Flatten()], new Shape(37, 9, 8, 1) },
        { "a bias and a rectifier, more rows than are asked for at once", () => [new Conv2D(1, 32, 3), new Relu(), new BatchNorm(32), new Flatten()], new Shape(20, 29, 28, 1) },
        { "a pooling behind it, strides of 2", () => [new Conv2D(2, 16, 3, stride: 2), new BatchNorm(16), new Relu(), new MaxPool2D(2), new Flatten()], new Shape(5, 41, 13, 2) },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void The_bits_are_those_of_the_layers_one_after_the_other(string name, Func<Layer[]> make, Shape pictures, string steps)
    {
        Workers one = EveryMachine.Crews[0];
        Assert.Equal(steps, string.Join(", ", new SequentialPlan(make(), pictures, isTraining: true, one).Steps.Select(Text)));
        Assert.All(new SequentialPlan(make(), pictures, isTraining: false, one).Steps, step => Assert.False(step.LeavesOutput || step.LeavesGradient));
        EveryMachine.Run((workers, machine) =>
        {
            Tensor x = Draw.Tensor(pictures, 1);
            ChainRuns.AssertSame(
                ChainRuns.Apart(Initialized(make()), x, isTraining: true, workers), ChainRuns.Together(Initialized(make()), x, isTraining: true, workers), $"{name}, {machine}");
        });
    }

    [Theory]
    [MemberData(nameof(FirstLayers))]
    public void A_first_layer_asks_where_nobody_wants_the_gradient_of_the_pictures(string name, Func<Layer[]> make, Shape pictures)
    {
        Assert.Single(ChainRuns.StepsOf(make(), pictures), step => step.LeavesGradient);
        EveryMachine.Run((workers, machine) =>
        {
            Tensor x = Draw.Tensor(pictures, 1);
            foreach (bool withInputGradient in (bool[])[true, false])
            {
                ChainRuns.AssertSame(
                    ChainRuns.Apart(Initialized(make()), x, isTraining: true, workers, withInputGradient),
                    ChainRuns.Together(Initialized(make()), x, isTraining: true, workers, withInputGradient),
                    $"{name}, {machine}, {(withInputGradient ? "with" : "without")} ∂x");
            }
        });
    }

    [Fact]
    public void A_pass_for_the_pictures_sake_has_the_gradients_that_it_has_without()
    {
        Layer[] layers = Initialized([new Dropout(0), new Conv2D(16, 19, 3), new BatchNorm(19), new Relu(), new Conv2D(19, 16, 3)]);
        Workers workers = EveryMachine.Crews[0];
        Tensor x = Draw.Tensor(new Shape(90, 16, 15, 16), 1);
        (string What, float[] Numbers)[] apart = ChainRuns.Apart(layers, x, isTraining: true, workers);
        var chain = new Sequential(layers);
        Tensor y = new(chain.OutputShape(x.Shape)), gradient = Draw.Tensor(y.Shape, 2), xGradient = new(x.Shape);
        var pass = new Pass(chain, x.Shape, isTraining: true, workers);
        chain.Forward(x, y, pass);
        for (int round = 0; round < 2; round++)
        {
            pass.SkipsWeights = round == 0;   // the gradient between the two then needs memory; afterwards not
            chain.Backward(x, y, gradient, xGradient, pass);
            Bits.AssertSame(apart[1].Numbers, xGradient.Span, $"∂x, round {round}");
        }
    }

    private static string Text(ChainStep step) =>
        (step.First == step.Last ? $"{step.First}" : $"{step.First}–{step.Last}") + (step.LeavesOutput ? " ↓" : "") + (step.LeavesGradient ? " ↑" : "");

    private static Layer[] Initialized(Layer[] layers)
    {
        int draw = 10;
        foreach (Parameter parameter in layers.SelectMany(layer => layer.Parameters))
        {
            Draw.Numbers(parameter.Value.Length, draw++).CopyTo(parameter.Value.Span);
        }

        return layers;
    }
}
