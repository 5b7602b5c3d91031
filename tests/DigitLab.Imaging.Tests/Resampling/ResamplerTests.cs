using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Imaging.Tests.Resampling;

public sealed class ResamplerTests
{
    [Fact]
    public void Shrinking_by_a_whole_factor_is_the_mean_of_blocks()
    {
        var picture = new GrayImage(4, 2, [0, 100, 10, 20, 50, 50, 30, 41]);
        Assert.Equal([50, 25], Resampler.Resize(picture, 2, 1).Pixels.ToArray());   // 200 / 4 and 101 / 4 = 25.25
    }

    [Fact]
    public void Shrinking_by_a_fraction_weighs_pixels_by_how_much_of_them_is_covered()
    {
        // Three columns into two: the middle one is shared half and half. (30 + 60 / 2) / 1.5 and (60 / 2 + 90) / 1.5.
        Assert.Equal([40, 80], Resampler.Resize(new GrayImage(3, 1, [30, 60, 90]), 2, 1).Pixels.ToArray());
    }

    [Fact]
    public void Enlarging_interpolates_between_centres_and_keeps_the_edges()
    {
        // Centres of the four columns at 0.25, 0.75, 1.25, 1.75 of a source whose centres are 0.5 and 1.5.
        Assert.Equal([0, 50, 150, 200], Resampler.Resize(new GrayImage(2, 1, [0, 200]), 4, 1).Pixels.ToArray());
    }

    [Fact]
    public void The_same_size_gives_the_same_picture() => Prop.ForAll(Pictures(), p =>
        Resampler.Resize(p, p.Width, p.Height).Pixels.SequenceEqual(p.Pixels)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_plain_picture_stays_plain_at_every_size() => Prop.ForAll(
        (from value in Gen.Choose(0, 255)
         from width in Gen.Choose(1, 50)
         from height in Gen.Choose(1, 50)
         from newWidth in Gen.Choose(1, 50)
         from newHeight in Gen.Choose(1, 50)
         select (value, width, height, newWidth, newHeight)).ToArbitrary(),
        p =>
        {
            var plain = new GrayImage(p.width, p.height);
            plain.Pixels.Fill((byte)p.value);
            return !Resampler.Resize(plain, p.newWidth, p.newHeight).Pixels.ContainsAnyExcept((byte)p.value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Resampling_agrees_with_the_mean_over_every_target_pixels_rectangle()
    {
        const int SourceWidth = 7;
        const int SourceHeight = 5;
        float[] source = [.. new TestBytes(3).Next(SourceWidth * SourceHeight, 256).Select(b => (float)b)];
        var region = new PictureRegion(-1.25, 0.5, 9.5, 6.25);   // reaches outside on three sides
        const int TargetWidth = 4;
        const int TargetHeight = 3;
        float[] target = new float[TargetWidth * TargetHeight];
        Resampler.Resample(source, SourceWidth, SourceHeight, region, target, TargetWidth, TargetHeight);

        // Many points in each target pixel, the source read where each point falls.
        const int Points = 400;
        for (int t = 0; t < target.Length; t++)
        {
            double sum = 0;
            for (int i = 0; i < Points * Points; i++)
            {
                double x = region.X + (t % TargetWidth + (i % Points + 0.5) / Points) * region.Width / TargetWidth;
                double y = region.Y + (t / TargetWidth + (i / Points + 0.5) / Points) * region.Height / TargetHeight;
                bool isInside = x >= 0 && y >= 0 && x < SourceWidth && y < SourceHeight;
                sum += isInside ? source[(int)y * SourceWidth + (int)x] : 0;
            }

            Assert.Equal(sum / (Points * Points), target[t], 0.5);   // a point lattice is off by 255 · 2 / 400 at most
        }
    }

    [Fact]
    public void A_shift_by_part_of_a_pixel_divides_a_dot_among_its_neighbours()
    {
        float[] target = new float[9];
        Resampler.Resample([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 3, new PictureRegion(-0.25, 0.5, 3, 3), target, 3, 3);
        Assert.Equal([0, 0.375f, 0.125f, 0, 0.375f, 0.125f, 0, 0, 0], target);
    }

    [Fact]
    public void A_region_wholly_outside_is_zero()
    {
        float[] target = [9, 9, 9, 9];
        Resampler.Resample([5, 5], 2, 1, new PictureRegion(100, -50, 2, 2), target, 2, 2);
        Assert.Equal([0, 0, 0, 0], target);
    }

    [Fact]
    public void Transparent_colours_do_not_bleed_into_their_neighbours()
    {
        var picture = new ColorImage(2, 1, [200, 100, 50, 255, 0, 255, 0, 0]);
        Assert.Equal(new Rgba(200, 100, 50, 128), Resampler.Resize(picture, 1, 1)[0, 0]);
        Assert.Equal(default, Resampler.Resize(new ColorImage(2, 2), 1, 1)[0, 0]);
    }

    [Fact]
    public void An_opaque_colour_picture_is_resized_channel_by_channel()
    {
        var gray = new GrayImage(9, 8, new TestBytes(4).Next(72, 256));
        Assert.Equal(Resampler.Resize(gray, 4, 5).Pixels.ToArray(), Resampler.Resize(gray.ToColor(), 4, 5).ToGray().Pixels.ToArray());
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("width", () => Resampler.Resize(new GrayImage(1, 1), 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("height", () => Resampler.Resize(new ColorImage(1, 1), 1, 0));
        Assert.Throws<ArgumentException>("source", () => Shrink(3, 1, 1));
        Assert.Throws<ArgumentException>("target", () => Shrink(4, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>("region", () => Shrink(4, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("region", () => Shrink(4, 1, double.NaN));
    }

    private static void Shrink(int sourceLength, int targetLength, double regionWidth) =>
        Resampler.Resample(new float[sourceLength], 2, 2, new PictureRegion(0, 0, regionWidth, 1), new float[targetLength], 1, 1);

    private static Arbitrary<GrayImage> Pictures() => (
        from width in Gen.Choose(1, 30)
        from height in Gen.Choose(1, 30)
        from bytes in Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), width * height)
        select new GrayImage(width, height, bytes)).ToArbitrary();
}
