namespace DigitLab.Imaging.Tests.Jpeg;

public sealed class JpegInverseCosineTests
{
    private static readonly ushort[] Ones = [.. Enumerable.Repeat((ushort)1, 64)];

    [Fact]
    public void A_constant_coefficient_of_8_a_level_fills_the_block()
    {
        byte[] samples = Apply([80, .. new short[63]]);

        Assert.All(samples, sample => Assert.Equal(138, sample));
    }

    [Fact]
    public void Every_sample_is_within_1_of_the_transform_in_exact_numbers()
    {
        var random = new TestBytes(7);
        for (int round = 0; round < 2000; round++)
        {
            // Few and many coefficients, small and large ones, as blocks of quiet and of busy places have them.
            short[] block = new short[64];
            int count = 1 + random.Next(64), range = 2 << random.Next(9);
            for (int i = 0; i < count; i++)
            {
                block[random.Next(64)] = (short)(random.Next(range) - (range / 2));
            }

            byte[] samples = Apply(block);
            for (int i = 0; i < 64; i++)
            {
                Assert.InRange(samples[i] - Math.Clamp(Exact(block, i % 8, i / 8) + 128, 0, 255), -1, 1);
            }
        }
    }

    [Fact]
    public void The_path_for_constant_blocks_gives_what_the_other_gives()
    {
        for (short constant = -2048; constant < 2048; constant++)
        {
            // 16 bits of products behind the comma: a last coefficient that is multiplied by 0 changes the path alone.
            short[] block = [constant, .. new short[62], 1];
            ushort[] multipliers = [.. Ones[..63], 0];
            byte[] samples = new byte[64];
            JpegInverseCosine.Apply(block, multipliers, samples, 8);

            Assert.Equal(Apply([constant, .. new short[63]]), samples);
        }
    }

    private static byte[] Apply(short[] block)
    {
        byte[] samples = new byte[64];
        JpegInverseCosine.Apply(block, Ones, samples, 8);
        return samples;
    }

    // ITU-T T.81, A.3.3.
    private static double Exact(short[] block, int x, int y)
    {
        double sum = 0;
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                sum += scale * block[8 * v + u] * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
            }
        }

        return sum;
    }
}
