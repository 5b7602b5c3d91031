using System.Runtime.Intrinsics;

namespace DigitLab.Neural.Tests.Numerics.Lanes;

/// <summary>Elementary functions of vectors: how near they come to the truth, and that all widths say the same.</summary>
public sealed class LaneMathTests
{
    // Every 1,021st float of each sign, from 0 to infinity: two million of each.
    private static readonly float[] Sweep = MakeSweep();

    [Fact]
    public void Exp_is_within_2_units() => AssertNear(LaneMath.Exp<Lanes1, float>, Math.Exp, units: 2);

    [Fact]
    public void Sigmoid_is_within_3_units() => AssertNear(
        LaneMath.Sigmoid<Lanes1, float>, x => 1 / (1 + Math.Exp(-x)), units: 3, negligible: 1.2e-38);   // where a float has no full precision

    [Fact]
    public void Tanh_is_within_3_units() => AssertNear(LaneMath.Tanh<Lanes1, float>, Math.Tanh, units: 3);

    [Fact]
    public void The_normal_distribution_is_within_two_units_of_1()
    {
        foreach (float x in Sweep.Where(x => Math.Abs(x) < 12))
        {
            double expected = 0.5 * Erfc(-x / Math.Sqrt(2));
            double error = Math.Abs(LaneMath.NormalCdf<Lanes1, float>(x) - expected);
            Assert.True(error <= Math.Pow(2, -22), $"Φ({x:R}) is off by {error}");
        }
    }

    [Theory]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, 1, 1, 1)]
    [InlineData(float.NegativeInfinity, 0, 0, -1, 0)]
    [InlineData(0f, 1, 0.5f, 0, 0.5f)]
    [InlineData(float.NaN, float.NaN, float.NaN, float.NaN, float.NaN)]
    public void Ends_and_middle(float x, float exp, float sigmoid, float tanh, float normal)
    {
        Assert.Equal(exp, LaneMath.Exp<Lanes1, float>(x));
        Assert.Equal(sigmoid, LaneMath.Sigmoid<Lanes1, float>(x));
        Assert.Equal(tanh, LaneMath.Tanh<Lanes1, float>(x));
        Assert.Equal(normal, LaneMath.NormalCdf<Lanes1, float>(x), float.IsNaN(x) ? 0 : 1e-7f);
    }

    [Fact]
    public void Floor_is_exact()
    {
        foreach (float x in Sweep.Where(x => Math.Abs(x) < 1 << 22).Concat([0f, -0f, 0.5f, 1.5f, -0.5f, -1.5f, 2, 0.99999994f, 4_194_303.5f]))
        {
            Assert.Equal(MathF.Floor(x), LaneMath.Floor<Lanes1, float>(x));
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        var exp = new float[Sweep.Length];
        var tanh = new float[Sweep.Length];
        var normal = new float[Sweep.Length];
        for (int i = 0; i < Sweep.Length; i++)
        {
            exp[i] = LaneMath.Exp<Lanes1, float>(Sweep[i]);
            tanh[i] = LaneMath.Tanh<Lanes1, float>(Sweep[i]);
            normal[i] = LaneMath.NormalCdf<Lanes1, float>(Sweep[i]);
        }

        Compare<Lanes16, Vector512<float>>(exp, tanh, normal);
        Compare<Lanes8, Vector256<float>>(exp, tanh, normal);
        Compare<Lanes4, Vector128<float>>(exp, tanh, normal);
    }

    private static void Compare<TLanes, TVector>(float[] exp, float[] tanh, float[] normal)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float[] results = new float[TLanes.Count];
        for (int i = 0; i + TLanes.Count <= Sweep.Length; i += TLanes.Count)
        {
            TVector x = TLanes.Load(ref Sweep[0], i);
            Check(LaneMath.Exp<TLanes, TVector>(x), exp, "exp");
            Check(LaneMath.Tanh<TLanes, TVector>(x), tanh, "tanh");
            Check(LaneMath.NormalCdf<TLanes, TVector>(x), normal, "Φ");

            void Check(TVector y, float[] expected, string name)
            {
                TLanes.Store(y, ref results[0], 0);
                Bits.AssertSame(expected.AsSpan(i, TLanes.Count), results, $"{name}({Sweep[i]:R} …) in {TLanes.Count} lanes");
            }
        }
    }

    private static void AssertNear(Func<float, float> ours, Func<double, double> truth, double units, double negligible = 0)
    {
        foreach (float x in Sweep)
        {
            double expected = truth(x);
            float unit = Math.Max(float.Epsilon, MathF.BitIncrement((float)Math.Abs(expected)) - (float)Math.Abs(expected));
            float got = ours(x);
            bool isRight = float.IsInfinity((float)expected) ? got == (float)expected : Math.Abs(got - expected) <= Math.Max(units * unit, negligible);
            Assert.True(isRight, $"f({x:R}) is {got:R}, expected {expected:R}");
        }
    }

    // Continued fraction and series, in doubles (Abramowitz and Stegun 7.1.5 and 7.1.14).
    private static double Erfc(double z)
    {
        if (z < 0)
        {
            return 2 - Erfc(-z);
        }

        if (z < 2.5)
        {
            double term = z, sum = z;
            for (int n = 1; n < 80; n++)
            {
                term *= -z * z / n;
                sum += term / ((2 * n) + 1);
            }

            return 1 - (2 / Math.Sqrt(Math.PI) * sum);
        }

        double fraction = z;
        for (int n = 60; n >= 1; n--)
        {
            fraction = z + (n / 2.0 / fraction);
        }

        return Math.Exp(-z * z) / Math.Sqrt(Math.PI) / fraction;
    }

    private static float[] MakeSweep()
    {
        var sweep = new List<float>();
        for (int bits = 0; bits <= 0x7F80_0000 && bits >= 0; bits += 1021)
        {
            sweep.Add(BitConverter.Int32BitsToSingle(bits));
            sweep.Add(-BitConverter.Int32BitsToSingle(bits));
        }

        return [.. sweep];
    }
}
