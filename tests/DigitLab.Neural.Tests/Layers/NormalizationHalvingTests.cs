namespace DigitLab.Neural.Tests.Layers;

/// <summary>A normalization that does the work of the rectifier and the 2×2 pooling behind it: the same bits as three layers that do their own.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class NormalizationHalvingTests
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
            var own = new ChainStep(1, isAtOnce ? 3 : 2, LeavesGradient: isTraining);
            Assert.Equal(isAtOnce ? [new(0, 0), own, new(4, 4)] : (ChainStep[])[new(0, 0), own, new(3, 3), new(4, 4)], ChainRuns.StepsOf(layers, pictures, isTraining));
            ChainRuns.AssertSame(ChainRuns.Apart(Layers(pictures, isAffine), x, isTraining, workers), ChainRuns.Together(layers, x, isTraining, workers), $"{name}, {machine}, {(isTraining ? "training" : "inference")}");
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
            (string, float[] Numbers)[] apart = ChainRuns.Apart(Layers(pictures, true), x, true, workers);
            Assert.Contains(apart[0].Numbers, float.IsNaN);
            ChainRuns.AssertSame(apart, ChainRuns.Together(Layers(pictures, true), x, true, workers), machine);
        });
    }

    [Fact]
    public void A_pooling_at_the_end_leaves_the_callers_gradient_alone()
    {
        var pictures = new Shape(2, 4, 4, 16);
        Layer[] layers = Layers(pictures, true)[..^1];
        Assert.Equal([new(0, 0), new(1, 3, LeavesGradient: true)], ChainRuns.StepsOf(layers, pictures));
        ChainRuns.AssertLeavesTheCallersGradientAlone(layers, pictures);
    }

    [Fact]
    public void Other_poolings_and_other_orders_do_their_own_work()
    {
        var pictures = new Shape(2, 6, 6, 16);
        Assert.Equal([new(0, 2)], ChainRuns.StepsOf([new BatchNorm(16), new Relu(), new MaxPool2D(2)], pictures));
        Assert.Equal([new(0, 0), new(1, 1), new(2, 2)], ChainRuns.StepsOf([new BatchNorm(16), new MaxPool2D(2), new Relu()], pictures));
        foreach (Layer pooling in (Layer[])[new MaxPool2D(3), new MaxPool2D(2, stride: 1), new MaxPool2D(2, padding: 1), new AveragePool2D(2)])
        {
            Assert.Equal([new(0, 0), new(1, 2, LeavesGradient: true), new(3, 3)], ChainRuns.StepsOf([new Conv2D(16, 16, 1), new BatchNorm(16), new Relu(), pooling], pictures));
        }

        Assert.Equal([new(0, 0), new(1, 1, LeavesGradient: true), new(2, 2), new(3, 3)], ChainRuns.StepsOf([new Conv2D(16, 16, 1), new BatchNorm(16), new Tanh(), new MaxPool2D(2)], pictures));
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
}
