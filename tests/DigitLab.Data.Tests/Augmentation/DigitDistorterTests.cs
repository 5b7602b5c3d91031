using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation;

/// <summary>Each change on small pictures, by hand.</summary>
public class DigitDistorterTests
{
    private static readonly byte[] Three =
    [
        1, 2, 3,
        4, 5, 6,
        7, 8, 9,
    ];

    private static readonly byte[] Dot =
    [
        0, 0, 0, 0, 0,
        0, 0, 0, 0, 0,
        0, 0, 200, 0, 0,
        0, 0, 0, 0, 0,
        0, 0, 0, 0, 0,
    ];

    [Fact]
    public void Nothing_leaves_the_bytes_alone()
    {
        DigitDataset digits = TestDigits.Random(3, 28, 28);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(digits.Image(i).ToArray(), Apply(digits.Image(i).ToArray(), 28, 28, new Distortion()));
        }
    }

    [Fact]
    public void A_resampling_that_moves_nothing_leaves_the_bytes_alone()
    {
        byte[] image = TestDigits.Random(1, 28, 28).Image(0).ToArray();
        Assert.Equal(image, Apply(image, 28, 28, new Distortion { ElasticAlpha = 1e-30 }));   // below half a float's last place
    }

    [Theory]
    [InlineData(90, new byte[] { 3, 6, 9, 2, 5, 8, 1, 4, 7 })]
    [InlineData(-90, new byte[] { 7, 4, 1, 8, 5, 2, 9, 6, 3 })]
    [InlineData(180, new byte[] { 9, 8, 7, 6, 5, 4, 3, 2, 1 })]
    [InlineData(360, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public void Rotation_by_right_angles_is_exact(double degrees, byte[] expected) =>
        Assert.Equal(expected, Apply(Three, 3, 3, new Distortion { RotationDegrees = degrees }));

    [Fact]
    public void Rotation_by_a_right_angle_is_exact_on_whole_digits()
    {
        byte[] image = TestDigits.Random(1, 28, 28).Image(0).ToArray(), turned = Apply(image, 28, 28, new Distortion { RotationDegrees = 90 });
        for (int y = 0; y < 28; y++)
        {
            for (int x = 0; x < 28; x++)
            {
                Assert.Equal(image[(x * 28) + 27 - y], turned[(y * 28) + x]);   // the right edge becomes the upper one
            }
        }
    }

    [Theory]
    [InlineData(1, 0, new byte[] { 0, 1, 2, 0, 4, 5, 0, 7, 8 })]
    [InlineData(0, 1, new byte[] { 0, 0, 0, 1, 2, 3, 4, 5, 6 })]
    [InlineData(-2, -1, new byte[] { 6, 0, 0, 9, 0, 0, 0, 0, 0 })]
    [InlineData(0.5, 0, new byte[] { 1, 2, 3, 2, 5, 6, 4, 8, 9 })]   // (0 + 1) / 2, (1 + 2) / 2, …, halves rounded up
    [InlineData(100, 0, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void Shifts_go_right_and_down(double x, double y, byte[] expected) =>
        Assert.Equal(expected, Apply(Three, 3, 3, new Distortion { ShiftX = x, ShiftY = y }));

    [Fact]
    public void A_shear_of_45_degrees_moves_each_row_by_its_height_above_the_middle() => Assert.Equal(
        [0, 1, 2, 4, 5, 6, 8, 9, 0], Apply(Three, 3, 3, new Distortion { ShearDegrees = 45 }));

    // Twice as wide about the middle column: columns 0, 1, 2 come from ½, 1, 1½.
    [Fact]
    public void A_zoom_of_2_spreads_from_the_middle()
    {
        Assert.Equal([2, 2, 3, 5, 5, 6, 8, 8, 9], Apply(Three, 3, 3, new Distortion { ZoomX = 2 }));
        Assert.Equal([3, 4, 5, 4, 5, 6, 6, 7, 8], Apply(Three, 3, 3, new Distortion { ZoomY = 2 }));
    }

    [Fact]
    public void A_zoom_of_a_half_brings_every_other_pixel_to_the_middle() =>
        Assert.Equal([0, 0, 0, 0, 5, 0, 0, 0, 0], Apply(Three, 3, 3, new Distortion { ZoomX = 0.5, ZoomY = 0.5 }));

    // Zoom, slant, rotation, shift: an upright bar of three is made a lying one of three, then moves down.
    [Fact]
    public void The_order_is_zoom_slant_rotation_shift()
    {
        byte[] bar = [0, 9, 0, 0, 9, 0, 0, 9, 0];
        Assert.Equal([0, 0, 0, 0, 0, 0, 9, 9, 9], Apply(bar, 3, 3, new Distortion { RotationDegrees = 90, ShiftY = 1 }));
        Assert.Equal([9, 0, 0, 0, 9, 0, 0, 0, 9], Apply(bar, 3, 3, new Distortion { RotationDegrees = 90, ShearDegrees = 45 }, turns: 1));
    }

    [Fact]
    public void One_pixel_thicker_is_the_largest_of_the_cross() => Assert.Equal(
        [
            0, 0, 0, 0, 0,
            0, 0, 200, 0, 0,
            0, 200, 200, 200, 0,
            0, 0, 200, 0, 0,
            0, 0, 0, 0, 0,
        ],
        Apply(Dot, 5, 5, new Distortion { Thickness = 1 }));

    [Fact]
    public void One_and_a_half_pixels_thicker_is_half_way_to_two() => Assert.Equal(
        [
            0, 0, 100, 0, 0,
            0, 100, 200, 100, 0,
            100, 200, 200, 200, 100,
            0, 100, 200, 100, 0,
            0, 0, 100, 0, 0,
        ],
        Apply(Dot, 5, 5, new Distortion { Thickness = 1.5 }));

    [Fact]
    public void Thinner_is_the_least_of_the_cross_and_undoes_thicker()
    {
        Assert.All(Apply(Dot, 5, 5, new Distortion { Thickness = -1 }), pixel => Assert.Equal(0, pixel));
        Assert.Equal(Dot.Select(pixel => (byte)(pixel / 4)), Apply(Dot, 5, 5, new Distortion { Thickness = -0.75 }));
        Assert.Equal(Dot, Apply(Apply(Dot, 5, 5, new Distortion { Thickness = 1 }), 5, 5, new Distortion { Thickness = -1 }));
    }

    // σ = 1: weights 0.398942, 0.241971, 0.053991 along each axis; 200 times their products, rounded.
    [Fact]
    public void A_blurred_dot_is_a_bell() => Assert.Equal(
        [
            1, 3, 4, 3, 1,
            3, 12, 19, 12, 3,
            4, 19, 32, 19, 4,
            3, 12, 19, 12, 3,
            1, 3, 4, 3, 1,
        ],
        Apply(Dot, 5, 5, new Distortion { Blur = 1 }));

    [Fact]
    public void Erasing_clears_its_rectangle_and_nothing_else() =>
        Assert.Equal([1, 2, 3, 4, 0, 0, 7, 8, 9], Apply(Three, 3, 3, new Distortion { Erased = new PixelBox(1, 1, 2, 1) }));

    [Fact]
    public void Noise_has_its_deviation_and_no_bias()
    {
        byte[] gray = new byte[100 * 100];
        Array.Fill(gray, (byte)128);
        double[] differences = [.. Apply(gray, 100, 100, new Distortion { Noise = 0.1 }).Select(pixel => pixel - 128.0)];
        Assert.Equal(0, differences.Average(), 0.9);   // 3.5 deviations of the mean of 10,000
        Assert.Equal(25.5, Math.Sqrt(differences.Average(difference => difference * difference)), 0.6);
        Assert.All(Apply(gray, 100, 100, new Distortion { Noise = 1 }), pixel => Assert.InRange(pixel, 0, 255));
    }

    [Fact]
    public void Noise_ends_at_black_and_white()
    {
        byte[] noisy = Apply(new byte[2500], 50, 50, new Distortion { Noise = 1 });
        Assert.Equal(0.5, noisy.Count(pixel => pixel == 0) / 2500.0, 0.04);
        Assert.Contains((byte)255, noisy);
    }

    [Fact]
    public void The_output_may_be_the_picture_itself()
    {
        byte[] image = [.. Three];
        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        DigitDistorter.Apply(image, 3, 3, new Distortion { ShiftX = 1 }, ref random, image);
        Assert.Equal([0, 1, 2, 0, 4, 5, 0, 7, 8], image);
    }

    [Fact]
    public void Misuse_gets_a_sentence()
    {
        Assert.Equal("Distortion: expected a picture and an output of 3×3 pixels, got 9 and 8.", MessageOf(Three, new byte[8], new Distortion()));
        Assert.Equal(
            "Distortion: expected zooms above 0 and a σ above 0 and at most 1000, got 0, 0 and 0: start from new Distortion().", MessageOf(Three, new byte[9], default));
        Assert.Equal(
            "Distortion: expected an erased rectangle within 3×3, got 2×1 at (2, 0).",
            MessageOf(Three, new byte[9], new Distortion { Erased = new PixelBox(2, 0, 2, 1) }));
    }

    private static string MessageOf(byte[] image, byte[] output, Distortion distortion) => Assert.Throws<ArgumentException>(() =>
    {
        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        DigitDistorter.Apply(image, 3, 3, distortion, ref random, output);
    }).Message.Split(" (Parameter")[0];

    private static byte[] Apply(byte[] image, int height, int width, Distortion distortion, int turns = 0)
    {
        byte[] output = new byte[image.Length];
        RandomSource random = new RandomKey(1, RandomPurpose.Test, turns).Open();
        DigitDistorter.Apply(image, height, width, distortion, ref random, output);
        return output;
    }
}
