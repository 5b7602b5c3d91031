namespace DigitLab.Neural.Tests.Initializers;

public sealed class FanTests
{
    [Fact]
    public void A_matrix_connects_its_rows_to_its_columns() => Assert.Equal(new Fan(784, 10), Fan.Of(new Shape(784, 10)));

    [Fact]
    public void A_convolutions_window_multiplies_both() => Assert.Equal(new Fan(25 * 6, 25 * 16), Fan.Of(new Shape(5, 5, 6, 16)));

    [Fact]
    public void A_vector_connects_each_number_with_as_many() => Assert.Equal(new Fan(7, 7), Fan.Of(new Shape(7)));

    [Fact]
    public void A_layers_weights_are_drawn_by_its_own_fans()
    {
        // He-normal, fan-in 5·5·8 = 200: deviation 0.1.
        var network = new Network("wide", new Shape(8, 8, 8), new Sequential(new Conv2D(8, 500, kernelSize: 5)));
        network.Initialize(1);
        Span<float> weights = network.Parameters[0].Parameter.Value.Span;
        double square = 0;
        foreach (float weight in weights)
        {
            square += (double)weight * weight;
        }

        Assert.Equal(0.01, square / weights.Length, 5 * 0.01 * Math.Sqrt(2.0 / weights.Length));
        Assert.All(network.Parameters[1].Parameter.Value.Span.ToArray(), bias => Assert.Equal(0, bias));
    }
}
