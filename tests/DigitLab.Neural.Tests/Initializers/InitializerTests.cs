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

    private static RandomKey Key => new(11, RandomPurpose.Test);

    private static Initializer Rule(string name) => name switch
    {
        nameof(Initializer.HeNormal) => Initializer.HeNormal,
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
