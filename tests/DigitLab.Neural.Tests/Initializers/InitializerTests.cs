namespace DigitLab.Neural.Tests.Initializers;

public sealed class InitializerTests
{
    private const int Many = 200_000;

    // What multiplies 1 / fan-in, or 1 / (fan-in + fan-out), and whether the numbers are bounded.
    public static TheoryData<string, double, bool> Rules => new()
    {
        { nameof(Initializer.HeNormal), 2.0 / 150, false },
        { nameof(Initializer.HeUniform), 2.0 / 150, true },
        { nameof(Initializer.GlorotNormal), 2.0 / (150 + 400), false },
        { nameof(Initializer.GlorotUniform), 2.0 / (150 + 400), true },
        { nameof(Initializer.LeCunNormal), 1.0 / 150, false },
        { nameof(Initializer.LeCunUniform), 1.0 / 150, true },
        { nameof(Initializer.Normal), 0.09, false },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mean_variance_and_limits_are_the_rules(string rule, double variance, bool isUniform)
    {
        float[] values = Filled(Rule(rule), new Fan(150, 400));
        double mean = values.Average(value => (double)value), square = values.Average(value => (double)value * value);

        // The deviation of the mean of x², over x's variance: √2 for a normal number, √0.8 for a uniform one.
        Assert.Equal(0, mean, 5 * Math.Sqrt(variance / Many));
        Assert.Equal(variance, square, 5 * variance * Math.Sqrt((isUniform ? 0.8 : 2) / Many));
        double limit = Math.Sqrt(3 * variance);
        if (isUniform)
        {
            Assert.All(values, value => Assert.InRange(value, (float)-limit, (float)limit));
        }
        else
        {
            // 8.3 % of normal numbers lie beyond √3 deviations.
            Assert.InRange(values.Count(value => Math.Abs(value) > limit) / (double)Many, 0.080, 0.0868);
        }
    }

    [Fact]
    public void Zeros_are_zeros_whatever_was_there()
    {
        float[] values = [1, 2, 3];
        RandomSource random = Key.Open();
        Initializer.Zeros.Fill(values, new Fan(1, 1), ref random);
        Assert.Equal([0, 0, 0], values);
    }

    [Fact]
    public void A_deviation_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(double.PositiveInfinity));
        Assert.Equal([0, 0], Filled(Initializer.Normal(0), new Fan(1, 1))[..2].Select(Math.Abs));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(75, 16)]
    [InlineData(5, 32)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    public void An_orthogonal_matrix_has_orthonormal_columns_or_rows(int rows, int columns)
    {
        const double gain = 1.5;
        float[] values = new float[rows * columns];
        RandomSource random = Key.Open();
        Initializer.Orthogonal(gain).Fill(values, Fan.Of(new Shape(rows, columns)), ref random);
        bool byColumns = rows >= columns;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double dot = 0;
                for (int i = 0; i < length; i++)
                {
                    dot += (double)values[byColumns ? (i * columns) + a : (a * columns) + i] * values[byColumns ? (i * columns) + b : (b * columns) + i];
                }

                Assert.Equal(a == b ? gain * gain : 0, dot, 1e-5);
            }
        }
    }

    [Fact]
    public void An_orthogonal_convolution_counts_all_axes_but_the_last_as_rows()
    {
        var layer = new Conv2D(2, 5, kernelSize: 3, initializer: Initializer.Orthogonal());
        layer.Weights.Initialize(Key);
        double dot = 0, square = 0;
        for (int row = 0; row < 18; row++)
        {
            dot += (double)layer.Weights.Value.Span[row * 5] * layer.Weights.Value.Span[(row * 5) + 1];
            square += Math.Pow(layer.Weights.Value.Span[row * 5], 2);
        }

        Assert.Equal(0, dot, 1e-6);
        Assert.Equal(1, square, 1e-6);
    }

    [Fact]
    public void Constants_and_given_numbers()
    {
        Assert.All(Filled(Initializer.Constant(0.25), new Fan(1, 1)), value => Assert.Equal(0.25f, value));
        float[] three = new float[3];
        RandomSource random = Key.Open();
        Initializer.Given([3, 1, 2]).Fill(three, new Fan(1, 1), ref random);
        Assert.Equal([3, 1, 2], three);
        Assert.Throws<InvalidOperationException>(() => new Parameter("two", new Shape(2), Initializer.Given([1, 2, 3])).Initialize(Key));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Orthogonal(double.PositiveInfinity));
    }

    private static RandomKey Key => new(11, RandomPurpose.Test);

    private static Initializer Rule(string name) => name switch
    {
        nameof(Initializer.HeNormal) => Initializer.HeNormal,
        nameof(Initializer.LeCunNormal) => Initializer.LeCunNormal,
        nameof(Initializer.LeCunUniform) => Initializer.LeCunUniform,
        nameof(Initializer.HeUniform) => Initializer.HeUniform,
        nameof(Initializer.GlorotNormal) => Initializer.GlorotNormal,
        nameof(Initializer.GlorotUniform) => Initializer.GlorotUniform,
        _ => Initializer.Normal(0.3),
    };

    private static float[] Filled(Initializer initializer, Fan fan)
    {
        float[] values = new float[Many];
        RandomSource random = Key.Open();
        initializer.Fill(values, fan, ref random);
        return values;
    }
}
