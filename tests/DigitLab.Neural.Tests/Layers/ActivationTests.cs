namespace DigitLab.Neural.Tests.Layers;

/// <summary>Leaky rectifier, sigmoid, hyperbolic tangent, Gelu.</summary>
public sealed class ActivationTests
{
    [Fact]
    public void LeakyRelu_by_hand()
    {
        var run = new LayerRun(new LeakyRelu(0.5), Row(2, -4, 0));
        Assert.Equal([2, -2, 0], run.Numbers);
        Assert.Equal([10, 5, 5], run.Backward(10, 10, 10));
    }

    // σ(0) = ½ with slope ¼; σ(log 3) = ¾ with slope 3/16.
    [Fact]
    public void Sigmoid_by_hand()
    {
        var run = new LayerRun(new Sigmoid(), Row(0, 1.0986123f, -1.0986123f));
        AssertNear([0.5f, 0.75f, 0.25f], run.Numbers);
        AssertNear([0.25f, 0.1875f, 0.1875f], run.Backward(1, 1, 1));
    }

    // tanh(log 2) = (2 − ½)/(2 + ½) = 0.6, with slope 1 − 0.36.
    [Fact]
    public void Tanh_by_hand()
    {
        var run = new LayerRun(new Tanh(), Row(0, 0.6931472f, -0.6931472f));
        AssertNear([0, 0.6f, -0.6f], run.Numbers);
        AssertNear([1, 0.64f, 0.64f], run.Backward(1, 1, 1));
        AssertNear([6, 3.84f, 3.84f], new LayerRun(new Tanh(2, 3), Row(0, 0.6931472f / 3, -0.6931472f / 3)).Backward(1, 1, 1));
    }

    // LeCun's constants were chosen so that ±1 goes to ±1.
    [Fact]
    public void LeCuns_tanh_takes_1_to_1() => Assert.Equal(1, new LayerRun(Tanh.LeCun(), Row(1)).Numbers[0], 1e-4f);

    // Φ(1) = 0.8413447, φ(1) = 0.2419707.
    [Fact]
    public void Gelu_by_hand()
    {
        var run = new LayerRun(new Gelu(), Row(0, 1, -1));
        AssertNear([0, 0.8413447f, -0.1586553f], run.Numbers);
        AssertNear([0.5f, 1.0833155f, -0.0833155f], run.Backward(1, 1, 1));
        float[] approximate = new LayerRun(new Gelu(isApproximate: true), Row(0, 1, -1)).Numbers;
        Assert.Equal(0.8411920f, approximate[1], 1e-6f);
        Assert.Equal(-0.1588080f, approximate[2], 1e-6f);
    }

    [Fact]
    public void NaN_stays_NaN()
    {
        foreach (Layer layer in (Layer[])[new LeakyRelu(), new Sigmoid(), new Tanh(), new Gelu(), new Gelu(isApproximate: true)])
        {
            Assert.True(float.IsNaN(new LayerRun(layer, Row(float.NaN)).Numbers[0]), layer.ToString());
        }
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Settings_out_of_range_are_refused(double amplitude, double steepness)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tanh(amplitude, steepness));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyRelu(double.NaN));
    }

    [Fact]
    public void Their_descriptions_survive()
    {
        RoundTrip.AssertSurvives(new LeakyRelu(0.25), """{"layer":"LeakyRelu","slope":0.25}""");
        RoundTrip.AssertSurvives(new Sigmoid(), """{"layer":"Sigmoid"}""");
        RoundTrip.AssertSurvives(new Tanh(2, 0.5), """{"layer":"Tanh","amplitude":2,"steepness":0.5}""");
        RoundTrip.AssertSurvives(new Gelu(isApproximate: true), """{"layer":"Gelu","isApproximate":true}""");
        Assert.Equal(
            ["LeakyRelu 0.25", "Sigmoid", "Tanh", "Tanh 1.7159 · tanh(0.667 x)", "Gelu", "Gelu, approximate"],
            ((Layer[])[new LeakyRelu(0.25), new Sigmoid(), new Tanh(), Tanh.LeCun(), new Gelu(), new Gelu(true)]).Select(layer => layer.ToString()));
    }

    private static Tensor Row(params float[] numbers) => Tensor.From(new Shape(1, numbers.Length), numbers);

    private static void AssertNear(float[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 3e-7f);
        }
    }
}
