using System.Runtime.Intrinsics;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation;

public class ElasticFieldTests
{
    private const int Side = 28;

    private static readonly RandomKey Key = new(3, RandomPurpose.Test);

    // Δ(y, x) = α Σ_j Σ_i g(y − j) g(x − i) U(j, i), straight from the paper, in double precision.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void The_field_is_the_noise_smoothed_as_the_paper_says(double sigma)
    {
        var size = new PlaneSize(Side, Side);
        uint[] words = new uint[2 * size.NoiseWords];
        Key.Open().Fill(words);
        double[] bell = [.. Enumerable.Range(-60, 121).Select(d => Math.Exp(-d * d / (2 * sigma * sigma)))];
        double sum = bell.Sum();
        float[][] field = Draw(34, sigma, Key);
        for (int plane = 0; plane < 2; plane++)
        {
            for (int y = 0; y < Side; y++)
            {
                for (int x = 0; x < Side; x++)
                {
                    double expected = 0;
                    for (int j = 0; j < Side; j++)
                    {
                        for (int i = 0; i < Side; i++)
                        {
                            uint word = words[(plane * size.NoiseWords) + (j / 4 * Side) + i];
                            double uniform = (((word >> (8 * (j % 4))) & 255) - 127.5) / 127.5;
                            expected += bell[60 + y - j] * bell[60 + x - i] / (sum * sum) * uniform;
                        }
                    }

                    Assert.Equal(34 * expected, field[plane][(y * Side) + x], 1e-4);   // 2 · 28 additions in float, of numbers up to 34
                }
            }
        }
    }

    // In the middle the deviation is α / (2 σ √(3π)), for U has 1/√3 and smoothing leaves 1/(2 σ √π) of it; 4,000 fields give it to about 1 %.
    [Theory]
    [InlineData(34, 4)]
    [InlineData(20, 2)]
    public void Displacements_have_no_bias_the_deviation_of_the_formula_and_are_smooth(double alpha, double sigma)
    {
        const int Fields = 4000, Middle = (14 * Side) + 14;
        double expected = alpha / (2 * sigma * Math.Sqrt(3 * Math.PI)), sum = 0, squares = 0, products = 0, across = 0;
        for (int i = 0; i < Fields; i++)
        {
            float[][] field = Draw((float)alpha, sigma, Key with { Sample = i });
            double here = field[0][Middle];
            sum += here;
            squares += here * here;
            products += here * field[0][Middle + 2];
            across += here * field[1][Middle];
        }

        double variance = squares / Fields;
        Assert.Equal(0, sum / Fields, 4 * expected / Math.Sqrt(Fields));
        Assert.Equal(1, Math.Sqrt(variance) / expected, 0.05);
        Assert.Equal(Math.Exp(-4 / (4 * sigma * sigma)), products / Fields / variance, 0.05);   // neighbours at distance d agree by e^(−d²/4σ²)
        Assert.Equal(0, across / Fields / variance, 0.07);
    }

    [Fact]
    public void A_field_takes_its_words_and_no_more()
    {
        RandomSource random = Key.Open(), other = Key.Open();
        var size = new PlaneSize(Side, Side);
        ElasticField.Draw<Lanes4, Vector128<float>>(DistortionMemory.For(Side, Side), 1, 4, ref random, new float[2 * size.Count]);
        other.Fill(new uint[2 * size.NoiseWords]);
        Assert.Equal(2 * 7 * Side, 2 * size.NoiseWords);
        Assert.Equal(other.NextUInt32(), random.NextUInt32());
    }

    private static float[][] Draw(float alpha, double sigma, RandomKey key)
    {
        var size = new PlaneSize(Side, Side);
        float[] both = new float[2 * size.Count];
        RandomSource random = key.Open();
        ElasticField.Draw<Lanes8, Vector256<float>>(DistortionMemory.For(Side, Side), alpha, sigma, ref random, both);
        return [Plane(0), Plane(1)];

        float[] Plane(int plane) => [.. from y in Enumerable.Range(0, Side) from x in Enumerable.Range(0, Side) select both[(((2 * y) + plane) * size.Stride) + x]];
    }
}
