namespace DigitLab.Neural.Tests.Numerics;

public sealed class PortableMathTests
{
    // Ours may be 2 units off, and the platform's library up to 2 the other way.
    private const double Bound = 4;

    [Fact]
    public void Exp_is_within_its_bound_of_the_platforms()
    {
        AssertNear(Math.Exp, PortableMath.Exp, Steps(-1, 1, 200_000));
        AssertNear(Math.Exp, PortableMath.Exp, Steps(-745, 709.7, 200_000));   // subnormal results included
    }

    [Fact]
    public void Log_is_within_its_bound_of_the_platforms()
    {
        AssertNear(Math.Log, PortableMath.Log, Steps(0.5, 2, 200_000));
        AssertNear(Math.Log, PortableMath.Log, Steps(-740, 709, 100_000).Select(PortableMath.Exp));   // from subnormal numbers to the largest
    }

    [Fact]
    public void Tanh_is_within_its_bound_of_the_platforms()
    {
        AssertNear(Math.Tanh, PortableMath.Tanh, Steps(-25, 25, 200_000));
        AssertNear(Math.Tanh, PortableMath.Tanh, Steps(-700, 0, 50_000).Select(PortableMath.Exp));   // up to 1, however small
        AssertNear(Math.Tanh, PortableMath.Tanh, [BitConverter.Int64BitsToDouble(0x3FEFFFFFFFFFFFFF), 1, 1.0000000000000002]);
    }

    [Fact]
    public void Pow_is_within_its_bound_of_the_platforms()
    {
        foreach (double y in (double[])[-3.5, -1, 0.5, 0.95, 2, 30])
        {
            foreach (double x in Steps(-20, 20, 10_000).Select(PortableMath.Exp))
            {
                double bound = Bound + (2 * Math.Abs(y * Math.Log(x)));
                Assert.True(Units(PortableMath.Pow(x, y), Math.Pow(x, y)) <= bound, $"{x:R} to the power {y:R}");
            }
        }
    }

    [Fact]
    public void Sine_and_cosine_are_within_their_absolute_bound_of_the_platforms()
    {
        double bound = 1.5 * Math.Pow(2, -52);   // ours 2⁻⁵², the platform's half of that
        foreach (double x in Steps(-10, 10, 100_000).Concat(Steps(-1e5, 1e5, 300_000)))
        {
            Assert.True(Math.Abs(PortableMath.Sin(x) - Math.Sin(x)) <= bound, $"sine of {x:R}");
            Assert.True(Math.Abs(PortableMath.Cos(x) - Math.Cos(x)) <= bound, $"cosine of {x:R}");
            Assert.Equal((PortableMath.Sin(x), PortableMath.Cos(x)), PortableMath.SinCos(x));
        }
    }

    [Fact]
    public void Floats_are_the_doubles_rounded()
    {
        Assert.Equal((float)PortableMath.Exp((double)0.3f), PortableMath.Exp(0.3f));
        Assert.Equal((float)PortableMath.Log((double)0.3f), PortableMath.Log(0.3f));
    }

    [Fact]
    public void Special_values_are_as_they_should_be()
    {
        AssertSame(double.NaN, PortableMath.Exp(double.NaN));
        AssertSame(0, PortableMath.Exp(double.NegativeInfinity));
        AssertSame(0, PortableMath.Exp(-745.2));
        AssertSame(double.Epsilon, PortableMath.Exp(-745.0));
        AssertSame(1, PortableMath.Exp(0.0));
        AssertSame(1, PortableMath.Exp(-0.0));
        AssertSame(double.PositiveInfinity, PortableMath.Exp(709.8));
        AssertSame(double.PositiveInfinity, PortableMath.Exp(double.PositiveInfinity));

        AssertSame(double.NaN, PortableMath.Log(double.NaN));
        AssertSame(double.NaN, PortableMath.Log(-1.0));
        AssertSame(double.NaN, PortableMath.Log(double.NegativeInfinity));
        AssertSame(double.NegativeInfinity, PortableMath.Log(0.0));
        AssertSame(double.NegativeInfinity, PortableMath.Log(-0.0));
        AssertSame(0, PortableMath.Log(1.0));
        AssertSame(double.PositiveInfinity, PortableMath.Log(double.PositiveInfinity));

        AssertSame(1, PortableMath.Pow(0, 0));
        AssertSame(1, PortableMath.Pow(7, 0));
        AssertSame(0, PortableMath.Pow(0, 2));
        AssertSame(double.PositiveInfinity, PortableMath.Pow(0, -2));
        AssertSame(1, PortableMath.Pow(1, 1e300));
        AssertSame(double.NaN, PortableMath.Pow(-2, 2));   // x ≥ 0 is asked for

        AssertSame(double.NaN, PortableMath.Tanh(double.NaN));
        AssertSame(1, PortableMath.Tanh(double.PositiveInfinity));
        AssertSame(-1, PortableMath.Tanh(double.NegativeInfinity));
        AssertSame(0, PortableMath.Tanh(0.0));
        AssertSame(-0.0, PortableMath.Tanh(-0.0));

        AssertSame(0, PortableMath.Sin(0.0));
        AssertSame(-0.0, PortableMath.Sin(-0.0));
        AssertSame(1, PortableMath.Cos(0.0));
        AssertSame(double.NaN, PortableMath.Sin(double.PositiveInfinity));
        AssertSame(double.NaN, PortableMath.Cos(double.NaN));
    }

    // The contract itself: these sums of bits were recorded once and hold on every machine, in every tier, for good.
    [Theory]
    [InlineData(nameof(PortableMath.Exp), -745.5, 709.9, "76d7d966fa3768ea4c90ae9b1e8aa190b163dab5730f85a03fb8b47365d5bba2")]
    [InlineData(nameof(PortableMath.Log), 1e-3, 50, "357e1195f7d38742bd92b8aca78c418c4cdeee78a25155da86d7c0aa0b8b8702")]
    [InlineData(nameof(PortableMath.Tanh), -20, 20, "082e230f38cac379b5ce4c863c32073ed17a0e5f68b0b326ca192600ecad9362")]
    [InlineData(nameof(PortableMath.Sin), -1000, 1000, "fa45073075e12b9c6ee9f2f4de60fe1f0e217a28b8ebd1c6c56a6c3c9c638f16")]
    [InlineData(nameof(PortableMath.Cos), -1000, 1000, "8b3f79ebc7088af6b0771eb131535776dff65c9aa7e3990b3431f8b3ff612a23")]
    public void Its_bits_are_pinned(string function, double from, double to, string sha256)
    {
        Func<double, double> compute = function switch
        {
            nameof(PortableMath.Exp) => PortableMath.Exp,
            nameof(PortableMath.Log) => PortableMath.Log,
            nameof(PortableMath.Tanh) => PortableMath.Tanh,
            nameof(PortableMath.Sin) => PortableMath.Sin,
            _ => PortableMath.Cos,
        };
        double[] results = [.. Steps(from, to, 20_000).Select(compute)];
        Assert.Equal(sha256, Bits.Sha256<double>(results));
    }

    private static IEnumerable<double> Steps(double from, double to, int count) =>
        Enumerable.Range(0, count + 1).Select(i => from + ((to - from) * i / count));

    private static void AssertNear(Func<double, double> platform, Func<double, double> ours, IEnumerable<double> numbers)
    {
        foreach (double x in numbers)
        {
            double units = Units(ours(x), platform(x));
            Assert.True(units <= Bound, $"{x:R}: {ours(x):R}, the platform says {platform(x):R}: {units} units in the last place apart");
        }
    }

    private static double Units(double value, double expected) =>
        value == expected ? 0 : Math.Abs(value - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));

    private static void AssertSame(double expected, double got) => Assert.Equal(
        double.IsNaN(expected) ? "NaN" : BitConverter.DoubleToInt64Bits(expected).ToString("x16"),
        double.IsNaN(got) ? "NaN" : BitConverter.DoubleToInt64Bits(got).ToString("x16"));
}
