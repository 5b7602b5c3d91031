using System.Runtime.Intrinsics;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation.Kernels;

public class ResamplingKernelTests
{
    private static readonly Distortion[] Distortions =
    [
        new(),
        new() { RotationDegrees = 17, ShiftX = 1.3, ShiftY = -2.6, ShearDegrees = -8, ZoomX = 1.1, ZoomY = 0.8 },
        new() { RotationDegrees = 180, ZoomX = 0.1, ZoomY = 3 },
        new() { ShiftX = 500, ShiftY = -0.5 },
        new() { ShiftX = double.PositiveInfinity },
        new() { RotationDegrees = double.NaN },
    ];

    public static TheoryData<int, int> Sizes => new() { { 28, 28 }, { 1, 1 }, { 5, 3 }, { 31, 33 }, { 8, 70 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_bits_of_the_reference(int height, int width)
    {
        byte[] image = TestDigits.Random(1, height, width).Image(0).ToArray();
        foreach (Distortion distortion in Distortions)
        {
            AffineMap map = AffineMap.Of(distortion, height, width);
            foreach (float reach in (float[])[0, 3, 1000])
            {
                (float X, float Y)[]? displacements = reach == 0 ? null : Displacements(height * width, reach);
                byte[] expected = new byte[image.Length];
                ResamplingReference.Run(height, width, image, map, displacements, expected);
                string what = $"{height}×{width}, {distortion}, displacements up to {reach}";
                Check<Lanes16, Vector512<float>>(height, width, image, map, displacements, expected, $"16 lanes, {what}");
                Check<Lanes8, Vector256<float>>(height, width, image, map, displacements, expected, $"8 lanes, {what}");
                Check<Lanes4, Vector128<float>>(height, width, image, map, displacements, expected, $"4 lanes, {what}");
                Check<Lanes1, float>(height, width, image, map, displacements, expected, $"1 lane, {what}");
            }
        }
    }

    // Half a pixel to the right and a quarter down, of 10 20 / 30 40 with zeros around: the new pixel (1, 1) comes from (½, ¾):
    // upper (10 + 20) / 2 = 15, lower 35, a quarter and three quarters of them: 30. Pixel (0, 0) from (−½, −¼): ½ · ¾ · 10 = 3.75, rounded 4.
    [Fact]
    public void A_case_computed_by_hand()
    {
        byte[] output = new byte[4];
        ResamplingReference.Run(2, 2, [10, 20, 30, 40], AffineMap.Of(new Distortion { ShiftX = 0.5, ShiftY = 0.25 }, 2, 2), null, output);
        Assert.Equal([4, 11, 13, 30], output);   // (1, 0): ¾ · 15 = 11.25; (0, 1): ½ · (¼ · 10 + ¾ · 30) = 12.5
    }

    private static void Check<TLanes, TVector>(
        int height, int width, byte[] image, in AffineMap map, (float X, float Y)[]? displacements, byte[] expected, string where)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var size = new PlaneSize(height, width);
        byte[] bordered = new byte[size.BorderedCount], output = new byte[image.Length + PlaneSize.Step + 1];
        output[^1] = 99;   // a guard
        float[] planes = displacements is null ? [] : new float[2 * size.Count];
        for (int y = 0; y < height; y++)
        {
            image.AsSpan(y * width, width).CopyTo(bordered.AsSpan(((y + 1) * size.BorderedStride) + 1));
            for (int x = 0; x < width && displacements is not null; x++)
            {
                (planes[(2 * y * size.Stride) + x], planes[(((2 * y) + 1) * size.Stride) + x]) = displacements[(y * width) + x];
            }
        }

        ResamplingKernel.Run<TLanes, TVector>(bordered, map, planes, new ResamplingPlaces(size), output);
        Assert.True(expected.AsSpan().SequenceEqual(output.AsSpan(0, image.Length)), where);
        Assert.Equal(99, output[^1]);
    }

    private static (float X, float Y)[] Displacements(int count, float reach)
    {
        RandomSource random = new RandomKey(8, RandomPurpose.Test).Open();
        var field = new (float X, float Y)[count];
        foreach (ref (float X, float Y) place in field.AsSpan())
        {
            place = ((float)random.NextBetween(-reach, reach), (float)random.NextBetween(-reach, reach));
        }

        return field;
    }
}
