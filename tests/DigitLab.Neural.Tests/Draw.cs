namespace DigitLab.Neural.Tests;

/// <summary>Numbers for tests: the same in every run.</summary>
internal static class Draw
{
    /// <summary>Normal numbers, one in eight of them +0 or −0, as rectified pictures have them.</summary>
    public static float[] Numbers(int count, long stream)
    {
        RandomSource random = new RandomKey(0x5EED, RandomPurpose.Test, Sample: stream).Open();
        float[] numbers = new float[count];
        foreach (ref float number in numbers.AsSpan())
        {
            number = random.NextInt32(16) switch
            {
                0 => 0f,
                1 => -0f,
                _ => (float)random.NextNormal(),
            };
        }

        return numbers;
    }

    /// <summary>Whole numbers from −9 to 9: many ties, and no rounding.</summary>
    public static float[] Whole(int count, long stream)
    {
        RandomSource random = new RandomKey(0x5EED, RandomPurpose.Test, Sample: stream).Open();
        float[] numbers = new float[count];
        foreach (ref float number in numbers.AsSpan())
        {
            number = random.NextInt32(19) - 9;
        }

        return numbers;
    }

    public static Tensor Tensor(Shape shape, long stream) => Neural.Tensor.From(shape, Numbers(shape.Count, stream));
}
