namespace DigitLab.Neural.Tests.Checks;

public class GradientCheckTests
{
    private static readonly (Layer Layer, Shape Input)[] Cases =
    [
        (new Conv2D(2, 3, kernelSize: 3, padding: 1), new Shape(2, 4, 5, 2)),
        (new Conv2D(2, 3, kernelSize: 3, stride: 2, padding: 1), new Shape(2, 5, 6, 2)),
        (new Conv2D(1, 2, WindowGeometry.Square(2, stride: 3), hasBias: false), new Shape(1, 7, 6, 1)),
        (new Conv2D(2, 2, new WindowGeometry(3, 2, 2, new Padding(1, 2, 0, 1), 2)), new Shape(2, 6, 5, 2)),
        (new Dense(7, 5), new Shape(3, 7)),
        (new Dense(4, 3, hasBias: false), new Shape(1, 4)),
        (new MaxPool2D(2), new Shape(2, 4, 6, 3)),
        (new MaxPool2D(3, stride: 1, padding: 1), new Shape(1, 4, 4, 2)),
        (new Relu(), new Shape(2, 3, 3, 2)),
        (new Dropout(0.4), new Shape(3, 10)),
        (new Flatten(), new Shape(2, 3, 2, 2)),
        (new DepthwiseConv2D(3, kernelSize: 3, padding: 1), new Shape(2, 4, 5, 3)),
        (new DepthwiseConv2D(2, new WindowGeometry(2, 3, 2, new Padding(1, 0, 2, 0), 2), hasBias: false), new Shape(2, 6, 6, 2)),
        (new AveragePool2D(2), new Shape(2, 4, 6, 3)),
        (new AveragePool2D(3, stride: 1, padding: 1, countsPadding: false), new Shape(1, 4, 4, 2)),
        (new GlobalAveragePool2D(), new Shape(2, 3, 4, 5)),
        (new TrainableSubsampling2D(3), new Shape(2, 4, 6, 3)),
        (new LeakyRelu(0.2), new Shape(2, 3, 3, 2)),
        (new Sigmoid(), new Shape(3, 6)),
        (new Tanh(), new Shape(3, 6)),
        (Tanh.LeCun(), new Shape(3, 6)),
        (new Gelu(), new Shape(3, 6)),
        (new Gelu(isApproximate: true), new Shape(3, 6)),
        (new Softmax(), new Shape(4, 5)),
        (new ChannelDropout(0.4), new Shape(3, 2, 2, 5)),
        (new BatchNorm(3), new Shape(2, 3, 4, 3)),
        (new BatchNorm(5), new Shape(6, 5)),
        (new BatchNorm(4, isAffine: false), new Shape(3, 2, 2, 4)),
        (new LayerNorm(7), new Shape(4, 7)),
        (new LayerNorm(5, isAffine: false), new Shape(2, 2, 3, 5)),
        (new ZeroPad2D(new Padding(1, 2, 0, 3)), new Shape(2, 3, 4, 2)),
        (new Residual(new Sequential(new Conv2D(2, 2, kernelSize: 3, padding: 1))), new Shape(2, 4, 3, 2)),
        (new Residual(new Sequential(new Conv2D(2, 3, kernelSize: 3, padding: 1)), new Conv2D(2, 3, kernelSize: 1)), new Shape(2, 3, 3, 2)),
        (new Sequential(new Conv2D(1, 3, kernelSize: 2), new Flatten(), new Dropout(0.3), new Dense(18, 4)), new Shape(2, 3, 4, 1)),
        (new Sequential(new Sequential(new Flatten(), new Dense(6, 5)), new Dense(5, 2)), new Shape(2, 3, 2, 1)),
    ];

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<int, string>();
            for (int i = 0; i < Cases.Length; i++)
            {
                numbers.Add(i, Cases[i].Layer.ToString()!);
            }

            return numbers;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_layers_gradients_are_the_limits_of_differences(int number, string layer)
    {
        (Layer checkedLayer, Shape shape) = Cases[number];
        Initialize(checkedLayer);

        IReadOnlyList<GradientCheckResult> results = GradientCheck.Check(checkedLayer, FarFromKinksAndTies(shape), new RandomKey(3, RandomPurpose.Dropout));

        Assert.Equal(1 + checkedLayer.Parameters.Count, results.Count);
        Assert.All(results, result => Assert.True(result.IsRight, $"{layer}: {result}"));
    }

    [Fact]
    public void Every_kind_of_layer_is_checked() => Assert.Empty(typeof(Layer).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)
        .Except(Cases.Select(each => each.Layer.GetType())));

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

    [Theory]
    [InlineData("input")]
    [InlineData("weights")]
    [InlineData("bias")]
    public void A_gradient_wrong_by_2_percent_is_rejected_and_named(string wrong)
    {
        var layer = new WrongGradient(wrong, 1.02f);
        Initialize(layer);
        Assert.Equal([wrong], GradientCheck.Check(layer, Draw.Tensor(new Shape(3, 6), 1)).Where(result => !result.IsRight).Select(result => result.Name));
    }

    [Fact]
    public void The_same_layer_with_its_own_gradients_passes()
    {
        var layer = new WrongGradient("none", 1.02f);
        Initialize(layer);
        Assert.All(GradientCheck.Check(layer, Draw.Tensor(new Shape(3, 6), 1)), result => Assert.True(result.IsRight, result.ToString()));
    }

    [Fact]
    public void A_losses_gradient_wrong_by_2_percent_is_rejected() =>
        Assert.False(GradientCheck.Check(new WrongLoss(1.02f), Draw.Tensor(new Shape(4, 10), 1), [3, 0, 9, 3]).IsRight);

    [Fact]
    public void A_gradient_of_NaN_is_rejected()
    {
        var layer = new WrongGradient("weights", float.NaN);
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

    // ±0.05, ±0.15, ±0.25, … in a random order: all distinct and ten steps apart, and none nearer to 0 than five steps.
    private static Tensor FarFromKinksAndTies(Shape shape)
    {
        var input = new Tensor(shape);
        for (int i = 0; i < input.Length; i++)
        {
            input.Span[i] = (i - (input.Length / 2) + 0.5f) * 0.1f;
        }

        RandomSource random = new RandomKey(5, RandomPurpose.Test).Open();
        random.Shuffle(input.Span);
        return input;
    }
}
