using System.Runtime.Intrinsics;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation.Kernels;

public class PlaneProductTests
{
    [Theory]
    [InlineData(1, 1, 32)]
    [InlineData(3, 5, 32)]
    [InlineData(4, 28, 64)]
    [InlineData(28, 28, 32)]
    [InlineData(29, 7, 96)]
    public void Every_width_gives_the_bits_of_the_reference(int rows, int depth, int columns)
    {
        var size = new ProductSize(rows, depth, columns, depth + 3, columns + 32, columns + 64);
        float[] a = Numbers(rows * size.StrideA, 1), b = Numbers(depth * size.StrideB, 2);
        float[] expected = Numbers(rows * size.StrideC, 3);
        PlaneProductReference.Run(size, a, b, expected);
        Check<Lanes16, Vector512<float>>(size, a, b, expected);
        Check<Lanes8, Vector256<float>>(size, a, b, expected);
        Check<Lanes4, Vector128<float>>(size, a, b, expected);
        Check<Lanes1, float>(size, a, b, expected);
    }

    [Fact]
    public void Memory_too_short_is_refused_before_anything_is_read() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        PlaneProduct.Run<Lanes8, Vector256<float>>(new ProductSize(4, 4, 32, 4, 32, 32), new float[16], new float[127], new float[128]));

    // What lies between the rows of C keeps its old content: the same numbers stand in both.
    private static void Check<TLanes, TVector>(in ProductSize size, float[] a, float[] b, float[] expected)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float[] actual = Numbers(size.Rows * size.StrideC, 3);
        PlaneProduct.Run<TLanes, TVector>(size, a, b, actual);
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));
    }

    private static float[] Numbers(int count, long stream)
    {
        RandomSource random = new RandomKey(5, RandomPurpose.Test, Sample: stream).Open();
        float[] numbers = new float[count];
        foreach (ref float number in numbers.AsSpan())
        {
            number = (float)random.NextNormal();
        }

        return numbers;
    }
}
