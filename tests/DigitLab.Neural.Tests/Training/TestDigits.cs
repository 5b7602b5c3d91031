namespace DigitLab.Neural.Tests.Training;

/// <summary>Ten patterns that any network can tell apart, shifted and speckled at random: digits enough for a test, and the same in every run.</summary>
internal static class TestDigits
{
    public const int Side = 28;

    /// <summary>Fills a batch with pictures of random classes, and gives their labels.</summary>
    public static byte[] Fill(Tensor batch, long firstSample)
    {
        byte[] labels = new byte[batch.Shape[0]];
        for (int n = 0; n < labels.Length; n++)
        {
            RandomSource random = new RandomKey(28, RandomPurpose.Test, Sample: firstSample + n).Open();
            labels[n] = (byte)random.NextInt32(10);
            Draw(batch.Samples(n, 1).Span, labels[n], ref random);
        }

        return labels;
    }

    // A class's bits are strokes: four bars across and four down, of which the label's binary digits choose some.
    private static void Draw(Span<float> pixels, int label, ref RandomSource random)
    {
        int shiftRows = random.NextInt32(5) - 2, shiftColumns = random.NextInt32(5) - 2;
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
            {
                int row = (i + shiftRows) / 7, column = (j + shiftColumns) / 7;
                bool isAcross = (i + shiftRows) % 7 == 3 && ((label >> (row & 3)) & 1) != 0;
                bool isDown = (j + shiftColumns) % 7 == 3 && (((label * 7) >> (column & 3)) & 1) != 0;
                float speckle = random.NextSingle() * 0.2f;
                pixels[(i * Side) + j] = isAcross || isDown ? 1 - speckle : speckle;
            }
        }
    }
}
