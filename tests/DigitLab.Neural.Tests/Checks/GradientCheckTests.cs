namespace DigitLab.Neural.Tests.Checks;

public class GradientCheckTests
{
    private static readonly IReadOnlyList<LayerSample> Samples = LayerSamples.All();

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<int, string>();
            for (int i = 0; i < Samples.Count; i++)
            {
                numbers.Add(i, Samples[i].Layer.ToString()!);
            }

            return numbers;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_layers_gradients_are_the_limits_of_differences(int number, string layer)
    {
        (Layer checkedLayer, Tensor input) = Samples[number];

        IReadOnlyList<GradientCheckResult> results = GradientCheck.Check(checkedLayer, input, new RandomKey(3, RandomPurpose.Dropout));

        Assert.Equal(1 + checkedLayer.Parameters.Count, results.Count);
        Assert.All(results, result => Assert.True(result.IsRight, $"{layer}: {result}"));
    }

    [Fact]
    public void Every_kind_of_layer_is_checked() => Assert.Empty(typeof(Layer).Assembly.GetTypes()
        .Where(type => type is { IsPublic: true, IsAbstract: false } && type.IsSubclassOf(typeof(Layer)))
        .Except(Samples.Select(each => each.Layer.GetType())));

    [Fact]
    public void Losses_gradients_are_the_limits_of_differences()
    {
        Loss[] losses =
            [new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy(0.2), new MulticlassHinge(), new MulticlassHinge(isSquared: true), new MeanSquaredError()];
        Assert.All(losses, loss =>
        {
            GradientCheckResult result = GradientCheck.Check(loss, Draw.Tensor(new Shape(4, 10), 1), [3, 0, 9, 3]);
            Assert.True(result.IsRight, $"{loss}: {result}");
        });
    }

    // A sample whose gradients were all next to 0 would let any mistake through.
    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_gradient_wrong_by_2_percent_is_rejected_in_every_layer(int number, string layer)
    {
        (Layer right, Tensor input) = Samples[number];
        for (int wrong = 0; wrong <= right.Parameters.Count; wrong++)
        {
            IReadOnlyList<GradientCheckResult> results =
                GradientCheck.Check(new WrongGradient(right, wrong, 1.02f), input, new RandomKey(3, RandomPurpose.Dropout));
            for (int i = 0; i < results.Count; i++)
            {
                Assert.True(results[i].IsRight == (i != wrong), $"{layer}: with gradient {wrong} wrong, {results[i]}");
            }
        }
    }

    [Fact]
    public void A_losses_gradient_wrong_by_2_percent_is_rejected() =>
        Assert.False(GradientCheck.Check(new WrongLoss(1.02f), Draw.Tensor(new Shape(4, 10), 1), [3, 0, 9, 3]).IsRight);

    [Fact]
    public void A_gradient_of_NaN_is_rejected()
    {
        var layer = new WrongGradient(new Dense(6, 4), 1, float.NaN);
        Initialize(layer);
        Assert.Equal(
            [true, false, true], GradientCheck.Check(layer, Draw.Tensor(new Shape(3, 6), 1)).Select(result => result.IsRight));
    }

    [Fact]
    public void Input_and_parameters_keep_their_values()
    {
        var layer = new Dense(6, 4);
        Initialize(layer);
        Tensor input = Draw.Tensor(new Shape(3, 6), 1), before = input.Copy(), weights = layer.Weights.Value.Copy();

        GradientCheck.Check(layer, input);

        Bits.AssertSame(before.Span, input.Span, "input");
        Bits.AssertSame(weights.Span, layer.Weights.Value.Span, "weights");
    }

    private static void Initialize(Layer layer)
    {
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            Draw.Numbers(layer.Parameters[i].Value.Length, 100 + i).CopyTo(layer.Parameters[i].Value.Span);
        }
    }
}
