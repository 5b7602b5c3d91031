namespace DigitLab.Neural.Tests.Layers;

/// <summary>A convolution that does the work of the rectifier and the 2×2 pooling behind it, in either order: the same bits as three layers that do their own.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class ConvolutionHalvingTests
{
    public static TheoryData<string, Shape, int, WindowGeometry> Convolutions => new()
    {
        { "lenet5's first: fewer channels than lanes", new Shape(3, 8, 8, 1), 6, WindowGeometry.Square(5, padding: 2) },
        { "lenet5's second: its input gradient is scattered", new Shape(18, 8, 6, 6), 16, WindowGeometry.Square(3) },
        { "a gathered input gradient, channels that end within a vector", new Shape(2, 6, 6, 13), 24, WindowGeometry.Square(2, dilation: 2) },
        { "strips of rows, more samples than parts", new Shape(19, 30, 28, 1), 20, WindowGeometry.Square(3, padding: 1) },
        { "a gathered input gradient in strides", new Shape(2, 8, 8, 14), 5, WindowGeometry.Square(2, stride: 2) },
        { "one sample", new Shape(1, 6, 8, 2), 33, WindowGeometry.Square(3) },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void The_bits_are_those_of_the_three_layers_one_after_the_other(string name, Shape pictures, int channels, WindowGeometry window) => EveryMachine.Run((workers, machine) =>
    {
        Tensor x = Draw.Tensor(pictures, 1);
        foreach (HalvingOrder order in Enum.GetValues<HalvingOrder>())
        {
            foreach (bool isTraining in (bool[])[true, false])
            {
                Layer[] layers = Layers(pictures[3], channels, window, order);
                Assert.Equal([new(0, 2, order), new(3, 3)], ChainRuns.StepsOf(layers, pictures, isTraining));
                ChainRuns.AssertSame(
                    ChainRuns.Apart(Layers(pictures[3], channels, window, order), x, isTraining, workers),
                    ChainRuns.Together(layers, x, isTraining, workers),
                    $"{name}, {order}, {machine}, {(isTraining ? "training" : "inference")}");
            }
        }
    });

    [Theory]
    [InlineData(HalvingOrder.RectifiedFirst)]
    [InlineData(HalvingOrder.PooledFirst)]
    internal void What_is_no_number_goes_the_same_way(HalvingOrder order)
    {
        var pictures = new Shape(2, 8, 8, 1);
        Tensor x = Draw.Tensor(pictures, 1);
        x.Span[19] = float.NaN;      // in some windows the first pixel, in some another
        x.Span[70] = float.PositiveInfinity;
        EveryMachine.Run((workers, machine) =>
        {
            WindowGeometry window = WindowGeometry.Square(3, padding: 1);
            (string, float[] Numbers)[] apart = ChainRuns.Apart(Layers(1, 6, window, order), x, true, workers);
            Assert.Contains(apart[0].Numbers, float.IsNaN);
            ChainRuns.AssertSame(apart, ChainRuns.Together(Layers(1, 6, window, order), x, true, workers), machine);
        });
    }

    [Fact]
    public void Parameters_that_a_pass_skips_keep_their_gradients_and_the_input_gets_its_own()
    {
        var pictures = new Shape(2, 8, 8, 6);
        Layer[] layers = Layers(6, 16, WindowGeometry.Square(3), HalvingOrder.RectifiedFirst);
        var chain = new Sequential(layers);
        Tensor x = Draw.Tensor(pictures, 1), y = new(chain.OutputShape(pictures)), gradient = Draw.Tensor(y.Shape, 2);
        var pass = new Pass(chain, pictures, isTraining: true, Workers.Shared) { SkipsWeights = true };
        var xGradient = new Tensor(pictures);
        chain.Forward(x, y, pass);
        chain.Backward(x, y, gradient, xGradient, pass);
        Assert.All(chain.Parameters, parameter => Assert.All(parameter.Gradient.Span.ToArray(), number => Assert.Equal(0, number)));

        pass.SkipsWeights = false;
        var again = new Tensor(pictures);
        chain.Backward(x, y, gradient, again, pass);
        Bits.AssertSame(again.Span, xGradient.Span, "∂x");
        Assert.All(chain.Parameters, parameter => Assert.Contains(parameter.Gradient.Span.ToArray(), number => number != 0));
    }

    [Fact]
    public void The_callers_gradient_is_left_alone_at_the_chains_end()
    {
        var pictures = new Shape(2, 8, 8, 1);
        foreach (HalvingOrder order in Enum.GetValues<HalvingOrder>())
        {
            Layer[] layers = Layers(1, 6, WindowGeometry.Square(5, padding: 2), order)[..^1];
            Assert.Equal([new(0, 2, order)], ChainRuns.StepsOf(layers, pictures));
            ChainRuns.AssertLeavesTheCallersGradientAlone(layers, pictures);
        }
    }

    [Fact]
    public void Odd_outputs_and_Winograds_convolutions_do_their_own_work()
    {
        Assert.Equal([new(0, 1), new(2, 2), new(3, 3)], ChainRuns.StepsOf(Layers(1, 6, WindowGeometry.Square(4), HalvingOrder.RectifiedFirst), new Shape(2, 8, 8, 1)));
        Assert.Equal([new(0, 0), new(1, 1), new(2, 2), new(3, 3)], ChainRuns.StepsOf(Layers(1, 6, WindowGeometry.Square(4), HalvingOrder.PooledFirst), new Shape(2, 8, 8, 1)));
        Assert.Equal([new(0, 1), new(2, 2), new(3, 3)], ChainRuns.StepsOf(Layers(16, 16, WindowGeometry.Square(3), HalvingOrder.RectifiedFirst), new Shape(2, 8, 8, 16)));
    }

    private static Layer[] Layers(int inChannels, int outChannels, WindowGeometry window, HalvingOrder order)
    {
        var convolution = new Conv2D(inChannels, outChannels, window);
        int draw = 10;
        foreach (Parameter parameter in convolution.Parameters)
        {
            Draw.Numbers(parameter.Value.Length, draw++).CopyTo(parameter.Value.Span);
        }

        return order == HalvingOrder.RectifiedFirst
            ? [convolution, new Relu(), new MaxPool2D(2), new Flatten()]
            : [convolution, new MaxPool2D(2), new Relu(), new Flatten()];
    }
}
