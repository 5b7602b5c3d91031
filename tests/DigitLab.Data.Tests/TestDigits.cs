using DigitLab.Neural;

namespace DigitLab.Data.Tests;

/// <summary>Small datasets of noise.</summary>
public static class TestDigits
{
    public static DigitDataset Random(int count, int height = 4, int width = 3, ulong seed = 1)
    {
        RandomSource random = new RandomKey(seed, RandomPurpose.Test).Open();
        byte[] pixels = new byte[count * height * width], labels = new byte[count];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)random.NextUInt32();
        }

        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.NextInt32(DigitDataset.Classes);
        }

        return new DigitDataset("noise", height, width, pixels, labels);
    }

    public static byte[] Pixels(DigitDataset digits) => [.. Enumerable.Range(0, digits.Count).SelectMany(i => digits.Image(i).ToArray())];

    public static byte[] Labels(DigitDataset digits) => [.. Enumerable.Range(0, digits.Count).Select(digits.Label)];
}
