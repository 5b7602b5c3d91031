namespace DigitLab.Neural.Tests.Layers;

/// <summary>A normalization that does on its way back the work of the rectifier before it: the same bits as two layers that do their own.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class BehindRectifierTests
{
    public static TheoryData<string, Func<Layer[]>, Shape> Chains => new()
    {
        { "dense", () => [new Flatten(), new Dense(18, 98), new Relu(), new BatchNorm(98)], new Shape(5, 3, 6, 1) },
        { "convolution by tiles", () => [new Conv2D(20, 30, 3), new Relu(), new BatchNorm(30), new Dropout(0.5), new Flatten()], new Shape(3, 7, 6, 20) },
        { "first layer", () => [new Conv2D(1, 32, 3), new Relu(), new BatchNorm(32, isAffine: false), new Flatten()], new Shape(20, 9, 8, 1) },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void The_bits_are_those_of_the_layers_one_after_the_other(string name, Func<Layer[]> make, Shape pictures)
    {
        Assert.Single(ChainRuns.StepsOf(make(), pictures), step => step.IsBehindRectifier);
        EveryMachine.Run((workers, machine) =>
        {
            Tensor x = Draw.Tensor(pictures, 1);
            ChainRuns.AssertSame(
                ChainRuns.Apart(Initialized(make()), x, isTraining: true, workers), ChainRuns.Together(Initialized(make()), x, isTraining: true, workers), $"{name}, {machine}");
        });
    }

    [Fact]
    public void What_is_no_number_goes_the_same_way()
    {
        var pictures = new Shape(4, 9, 8, 1);
        Tensor x = Draw.Tensor(pictures, 1);
        x.Span[5] = float.NaN;
        EveryMachine.Run((workers, machine) =>
        {
            (string, float[] Numbers)[] apart = ChainRuns.Apart(Initialized([new Conv2D(1, 16, 3), new Relu(), new BatchNorm(16)]), x, true, workers);
            Assert.Contains(apart[0].Numbers, float.IsNaN);
            ChainRuns.AssertSame(apart, ChainRuns.Together(Initialized([new Conv2D(1, 16, 3), new Relu(), new BatchNorm(16)]), x, true, workers), machine);
        });
    }

    [Fact]
    public void Only_a_normalization_that_stands_right_behind_one_does_it()
    {
        var pictures = new Shape(2, 8, 8, 16);
        Assert.Equal([new(0, 1), new(2, 2, IsBehindRectifier: true)], ChainRuns.StepsOf([new Conv2D(16, 16, 3), new Relu(), new BatchNorm(16)], pictures));
        Assert.Equal([new(0, 0), new(1, 1)], ChainRuns.StepsOf([new Relu(), new BatchNorm(16)], pictures));
        Assert.Equal([new(0, 1), new(2, 2), new(3, 3)], ChainRuns.StepsOf([new Conv2D(16, 16, 3), new Relu(), new Dropout(0.5), new BatchNorm(16)], pictures));
        Assert.Equal([new(0, 0), new(1, 2), new(3, 3)], ChainRuns.StepsOf([new Conv2D(16, 16, 3), new BatchNorm(16), new Relu(), new Flatten()], pictures));
    }

    private static Layer[] Initialized(Layer[] layers)
    {
        foreach (Layer layer in layers)
        {
            for (int i = 0; i < layer.Parameters.Count; i++)
            {
                Draw.Numbers(layer.Parameters[i].Value.Length, 10 + i).CopyTo(layer.Parameters[i].Value.Span);
            }
        }

        return layers;
    }
}
