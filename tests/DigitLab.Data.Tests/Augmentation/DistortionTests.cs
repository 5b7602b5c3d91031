using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation;

public class DistortionTests
{
    private const int Many = 20_000;

    private static readonly AugmentationSettings Everything = new()
    {
        RotationDegrees = 10,
        ShiftPixels = 3,
        ShearDegrees = 5,
        Zoom = 0.2,
        IsZoomPerAxis = true,
        ElasticAlpha = 34,
        ThicknessPixels = 1.5,
        BlurPixels = 2,
        Noise = 0.3,
        ErasingShare = 0.5,
    };

    [Fact]
    public void Every_amount_is_uniform_within_its_bound()
    {
        Distortion[] drawn = Draw(Everything);
        AssertUniform(drawn.Select(distortion => distortion.RotationDegrees), -10, 10);
        AssertUniform(drawn.Select(distortion => distortion.ShiftX), -3, 3);
        AssertUniform(drawn.Select(distortion => distortion.ShiftY), -3, 3);
        AssertUniform(drawn.Select(distortion => distortion.ShearDegrees), -5, 5);
        AssertUniform(drawn.Select(distortion => distortion.ZoomX), 0.8, 1.2);
        AssertUniform(drawn.Select(distortion => distortion.ZoomY), 0.8, 1.2);
        AssertUniform(drawn.Select(distortion => distortion.Thickness), -1.5, 1.5);
        AssertUniform(drawn.Select(distortion => distortion.Blur), 0, 2);
        AssertUniform(drawn.Select(distortion => distortion.Noise), 0, 0.3);
        Assert.All(drawn, distortion => Assert.Equal((34, 4), (distortion.ElasticAlpha, distortion.ElasticSigma)));
        Assert.Contains(drawn, distortion => Math.Abs(distortion.ZoomX - distortion.ZoomY) > 0.3);
    }

    [Fact]
    public void Rectangles_lie_within_the_picture_and_have_the_areas_and_forms_of_the_settings()
    {
        PixelBox[] boxes = [.. Draw(Everything with { ErasingArea = 0.4 }).Select(distortion => distortion.Erased)];
        PixelBox[] erased = [.. boxes.Where(box => box.Width > 0)];
        Assert.Equal(0.5, erased.Length / (double)Many, 0.015);
        Assert.All(erased, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.Right <= 28 && box.Bottom <= 28, $"{box}"));
        Assert.All(erased, box => Assert.InRange(box.Width * box.Height / 784.0, 0.01, 0.43));   // sides are rounded
        Assert.Equal(0.21, erased.Average(box => box.Width * box.Height / 784.0), 0.005);
        Assert.Equal(1, erased.Count(box => box.Width > box.Height) / (double)erased.Count(box => box.Width < box.Height), 0.06);
        Assert.Contains(erased, box => box.X == 0);
        Assert.Contains(erased, box => box.Right == 28);
    }

    [Fact]
    public void Whole_shifts_are_whole_and_each_equally_often()
    {
        var settings = new AugmentationSettings { ShiftPixels = 2, IsShiftWhole = true };
        foreach (IGrouping<double, Distortion> shift in Draw(settings).GroupBy(distortion => distortion.ShiftX))
        {
            Assert.Contains(shift.Key, (double[])[-2, -1, 0, 1, 2]);
            Assert.Equal(Many / 5.0, shift.Count(), 250.0);
        }
    }

    [Fact]
    public void One_zoom_serves_both_axes_unless_each_has_its_own() =>
        Assert.All(Draw(Everything with { IsZoomPerAxis = false }), distortion => Assert.Equal(distortion.ZoomX, distortion.ZoomY));

    [Fact]
    public void Only_the_share_is_changed() =>
        Assert.Equal(0.25, Draw(Everything with { Share = 0.25 }).Count(distortion => distortion != new Distortion()) / (double)Many, 0.012);

    [Fact]
    public void What_is_switched_on_beside_leaves_the_other_amounts_as_they_were()
    {
        var rotation = new AugmentationSettings { RotationDegrees = 10 };
        Assert.Equal(Draw(rotation).Select(distortion => distortion.RotationDegrees), Draw(Everything).Select(distortion => distortion.RotationDegrees));
        Assert.All(Draw(rotation), distortion => Assert.Equal(distortion, new Distortion { RotationDegrees = distortion.RotationDegrees }));
    }

    private static Distortion[] Draw(AugmentationSettings settings)
    {
        var drawn = new Distortion[Many];
        for (int i = 0; i < Many; i++)
        {
            RandomSource random = new RandomKey(4, RandomPurpose.Test, Sample: i).Open();
            drawn[i] = Distortion.Draw(settings, 28, 28, ref random);
        }

        return drawn;
    }

    // Each tenth of the range has its share: 2,000 of 20,000, give or take 42; 5 deviations and a little for zoom's two equal ends.
    private static void AssertUniform(IEnumerable<double> values, double low, double high)
    {
        int[] counts = new int[10];
        foreach (double value in values)
        {
            Assert.InRange(value, low, high);
            counts[Math.Min(9, (int)(10 * (value - low) / (high - low)))]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 1780, 2220));
    }
}
