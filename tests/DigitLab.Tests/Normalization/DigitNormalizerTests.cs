using System.Security.Cryptography;
using DigitLab.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Tests.Normalization;

public sealed class DigitNormalizerTests
{
    private static readonly Rgba Clear = new(0, 0, 0, 0);

    public static TheoryData<int> Digits => [.. Drawing.Digits];

    [Theory]
    [MemberData(nameof(Digits))]
    public void The_box_has_20_pixels_and_the_centre_of_mass_is_at_14_unless_the_digit_would_leave_the_field(int digit)
    {
        foreach (double pen in new[] { 3, 6, 10, 14 })
        {
            GrayImage image = Normalize(new Drawing { Digit = digit, Pen = pen });
            (double x, double y) = Pixels.CenterOfMass(image);
            PixelBox box = Pixels.InkBox(image, 64);
            Assert.Equal((28, 28), (image.Width, image.Height));
            Assert.InRange(Math.Max(box.Width, box.Height), 19, 20);

            // The levels are rounded to bytes, and a heavy head would push the foot out of the field.
            PixelBox visible = Pixels.InkBox(image, 1);
            Assert.True(x is >= 13.49 and <= 14.51 || visible.X == 0 || visible.Right == 28, $"column {x}, {visible}");
            Assert.True(y is >= 13.49 and <= 14.51 || visible.Y == 0 || visible.Bottom == 28, $"row {y}, {visible}");
        }
    }

    [Theory]
    [MemberData(nameof(Digits))]
    public void Moving_the_digit_on_its_paper_changes_no_bit(int digit)
    {
        NormalizedDigit here = DigitNormalizer.Normalize(new Drawing { Digit = digit }.ToPicture());
        foreach ((int x, int y) in new[] { (5, 5), (31, 20), (50, 60) })
        {
            NormalizedDigit there = DigitNormalizer.Normalize(new Drawing { Digit = digit, X = x, Y = y }.ToPicture());
            Assert.Equal(here.Image.Pixels.ToArray(), there.Image.Pixels.ToArray());
            Assert.Equal(here.SourceBox with { X = here.SourceBox.X + x - 30, Y = here.SourceBox.Y + y - 25 }, there.SourceBox);
        }
    }

    [Theory]
    [MemberData(nameof(Digits))]
    public void Paper_around_the_digit_changes_no_bit(int digit)
    {
        GrayImage tight = Normalize(new Drawing { Digit = digit, X = 5, Y = 5, Width = 64, Height = 90 });
        Assert.Equal(tight.Pixels.ToArray(), Normalize(new Drawing { Digit = digit, Width = 400, Height = 300 }).Pixels.ToArray());
    }

    [Theory]
    [MemberData(nameof(Digits))]
    public void A_negative_is_the_same_digit_in_every_bit(int digit)
    {
        ColorImage picture = new Drawing { Digit = digit, Ink = new Rgba(20, 40, 160), Paper = new Rgba(240, 230, 180) }.ToPicture();
        NormalizedDigit positive = DigitNormalizer.Normalize(picture);
        NormalizedDigit negative = DigitNormalizer.Normalize(picture.Invert());
        Assert.Equal(positive.Image.Pixels.ToArray(), negative.Image.Pixels.ToArray());
        Assert.Equal(InkPolarity.DarkOnLight, positive.Polarity);
        Assert.Equal(InkPolarity.LightOnDark, negative.Polarity);
    }

    [Theory]
    [MemberData(nameof(Digits))]
    public void The_size_of_the_picture_hardly_matters(int digit)
    {
        GrayImage medium = Normalize(new Drawing { Digit = digit });
        foreach (double factor in new[] { 0.75, 1.5, 3 })
        {
            GrayImage other = Normalize(new Drawing { Digit = digit }.Times(factor));
            Assert.InRange(Pixels.MeanDifferenceOfShapes(medium, other), 0, 5);
        }
    }

    [Theory]
    [InlineData(255, 255, 255, 0, 0, 0)]        // chalk
    [InlineData(30, 60, 190, 245, 235, 190)]    // blue on yellow
    [InlineData(70, 150, 130, 200, 90, 60)]     // green on red of nearly the same brightness
    [InlineData(225, 225, 225, 250, 250, 250)]  // pale
    public void Colours_hardly_matter(byte r, byte g, byte b, byte paperR, byte paperG, byte paperB)
    {
        foreach (int digit in Drawing.Digits)
        {
            GrayImage black = Normalize(new Drawing { Digit = digit });
            GrayImage colored = Normalize(new Drawing { Digit = digit, Ink = new Rgba(r, g, b), Paper = new Rgba(paperR, paperG, paperB) });
            Assert.InRange(Pixels.MeanDifferenceOfShapes(black, colored), 0, 2);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(255, 255, 255)]
    [InlineData(200, 30, 90)]
    public void Ink_on_nothing_is_seen_by_its_opacity_whatever_its_colour(byte r, byte g, byte b)
    {
        foreach (int digit in Drawing.Digits)
        {
            ColorImage picture = new Drawing { Digit = digit, Ink = new Rgba(r, g, b), Paper = new Rgba(r, g, b, 0) }.ToPicture();
            NormalizedDigit transparent = DigitNormalizer.Normalize(picture);
            Assert.Equal(InkPolarity.OnTransparent, transparent.Polarity);
            Assert.InRange(Pixels.MeanDifference(Normalize(new Drawing { Digit = digit }), transparent.Image), 0, 0.5);
        }
    }

    [Fact]
    public void Faint_ink_on_nothing_counts_in_full()
    {
        ColorImage faint = new Drawing { Ink = new Rgba(0, 0, 0, 90), Paper = Clear }.ToPicture();
        Assert.InRange(Pixels.MeanDifference(Normalize(new Drawing()), DigitNormalizer.Normalize(faint).Image), 0, 1);
    }

    [Fact]
    public void A_card_with_transparent_margins_is_read_by_its_colours()
    {
        ColorImage card = new Drawing { Width = 200, Height = 200, X = 60, Y = 50 }.ToPicture();
        for (int i = 0; i < 200 * 200; i++)
        {
            if (i % 200 is < 20 or >= 180 || i / 200 is < 10 or >= 190)
            {
                card[i % 200, i / 200] = Clear;
            }
        }

        NormalizedDigit digit = DigitNormalizer.Normalize(card);
        Assert.Equal(InkPolarity.DarkOnLight, digit.Polarity);
        Assert.Equal(Normalize(new Drawing()).Pixels.ToArray(), digit.Image.Pixels.ToArray());
    }

    [Fact]
    public void Paper_that_is_not_quite_opaque_is_paper_still()
    {
        ColorImage veiled = new Drawing { Ink = new Rgba(0, 0, 0, 200), Paper = new Rgba(255, 255, 255, 200) }.ToPicture();
        NormalizedDigit digit = DigitNormalizer.Normalize(veiled);
        Assert.Equal(InkPolarity.DarkOnLight, digit.Polarity);
        Assert.InRange(Pixels.MeanDifference(Normalize(new Drawing()), digit.Image), 0, 1);
    }

    [Fact]
    public void Strokes_that_no_pen_of_mnist_draws_are_brought_near_its_own()
    {
        foreach (int digit in Drawing.Digits)
        {
            NormalizedDigit hairline = DigitNormalizer.Normalize(new Drawing { Digit = digit, Pen = 2 }.ToPicture());
            NormalizedDigit brush = DigitNormalizer.Normalize(new Drawing { Digit = digit, Pen = 20 }.ToPicture());
            Assert.InRange(hairline.StrokeWidth, 0.5, 1.3);
            Assert.InRange(WidthOf(hairline.Image), 1.9, 2.4);
            Assert.InRange(brush.StrokeWidth, 3.3, 5);
            Assert.InRange(WidthOf(brush.Image), 3.0, 3.7);
        }
    }

    [Fact]
    public void A_usual_pen_is_left_alone()
    {
        NormalizedDigit digit = DigitNormalizer.Normalize(new Drawing { Pen = 12 }.ToPicture());   // 12 of 92 pixels: 2.6 of 20
        Assert.InRange(digit.StrokeWidth, 2.3, 2.9);
        Assert.Equal(digit.StrokeWidth, WidthOf(digit.Image), 0.15);
    }

    [Fact]
    public void Specks_and_marks_far_away_are_dropped()
    {
        ColorImage picture = new Drawing { Width = 300, Height = 220 }.ToPicture();
        Pixels.Fill(picture, new PixelBox(10, 8, 3, 3), Rgba.Black);
        Pixels.Fill(picture, new PixelBox(95, 60, 5, 4), Rgba.Black);     // beside the digit
        Pixels.Fill(picture, new PixelBox(230, 100, 12, 70), Rgba.Black);   // a stroke, but not of this digit
        Assert.Equal(Normalize(new Drawing()).Pixels.ToArray(), DigitNormalizer.Normalize(picture).Image.Pixels.ToArray());
    }

    [Fact]
    public void A_loose_stroke_of_the_digit_is_kept()
    {
        var five = new Drawing { Digit = 5, Pen = 6 };
        ColorImage picture = five.ToPicture();
        Pixels.Fill(picture, new PixelBox(0, 29, 120, 2), Rgba.White);   // cuts the bar off
        NormalizedDigit digit = DigitNormalizer.Normalize(picture);
        Assert.Equal(DigitNormalizer.Normalize(five.ToPicture()).SourceBox, digit.SourceBox);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_frame_around_the_picture_is_no_ink(int thickness)
    {
        ColorImage picture = new Drawing().ToPicture();
        foreach (PixelBox side in new[]
        {
            new PixelBox(0, 0, 120, thickness), new PixelBox(0, 150 - thickness, 120, thickness),
            new PixelBox(0, 0, thickness, 150), new PixelBox(120 - thickness, 0, thickness, 150),
        })
        {
            Pixels.Fill(picture, side, Rgba.Black);
        }

        Assert.Equal(Normalize(new Drawing()).Pixels.ToArray(), DigitNormalizer.Normalize(picture).Image.Pixels.ToArray());
    }

    [Fact]
    public void Lines_along_some_edges_are_no_ink()
    {
        ColorImage picture = new Drawing().ToPicture();
        Pixels.Fill(picture, new PixelBox(0, 0, 120, 3), Rgba.Black);
        Pixels.Fill(picture, new PixelBox(0, 0, 4, 100), Rgba.Black);
        Assert.Equal(Normalize(new Drawing()).Pixels.ToArray(), DigitNormalizer.Normalize(picture).Image.Pixels.ToArray());
    }

    [Fact]
    public void A_digit_may_touch_the_edges()
    {
        foreach (int digit in Drawing.Digits)
        {
            NormalizedDigit cut = DigitNormalizer.Normalize(new Drawing { Digit = digit, X = 5, Y = 5, Height = 90, Width = 62 }.ToPicture());
            Assert.Equal(InkPolarity.DarkOnLight, cut.Polarity);
            Assert.InRange(Pixels.MeanDifference(Normalize(new Drawing { Digit = digit }), cut.Image), 0, 6);
        }
    }

    [Fact]
    public void Uneven_light_and_noise_hardly_matter()
    {
        Func<double> noise = Pixels.Noise(4);
        foreach (int digit in Drawing.Digits)
        {
            ColorImage picture = new Drawing { Digit = digit, Ink = new Rgba(50, 50, 70), Paper = new Rgba(230, 225, 215) }.ToPicture();
            ColorImage shaded = Pixels.Change(picture, (x, y, v) => v * (0.6 + 0.4 * x / 120 - 0.15 * y / 150) + noise());
            GrayImage even = Normalize(new Drawing { Digit = digit });
            Assert.InRange(Pixels.MeanDifferenceOfShapes(even, DigitNormalizer.Normalize(shaded).Image), 0, 6);
        }
    }

    [Fact]
    public void A_huge_picture_gives_the_same_digit_and_its_own_box()
    {
        NormalizedDigit small = DigitNormalizer.Normalize(new Drawing { Width = 500, Height = 400 }.ToPicture());
        ColorImage huge = Resampler.Resize(new Drawing { Width = 500, Height = 400 }.ToPicture(), 5000, 4000);
        NormalizedDigit digit = DigitNormalizer.Normalize(huge);
        Assert.InRange(Pixels.MeanDifference(small.Image, digit.Image), 0, 5);
        Assert.InRange(digit.SourceBox.X, 10 * small.SourceBox.X - 10, 10 * small.SourceBox.X + 10);
        Assert.InRange(digit.SourceBox.Height, 10 * small.SourceBox.Height - 20, 10 * small.SourceBox.Height + 20);
    }

    [Fact]
    public void A_box_of_a_shrunk_picture_stays_within_the_picture()
    {
        var picture = new GrayImage(3001, 7);
        picture.Pixels.Fill(255);
        for (int y = 0; y < 7; y++)
        {
            picture.Row(y)[2990..].Clear();
        }

        PixelBox box = DigitNormalizer.Normalize(picture).SourceBox;
        Assert.InRange(box.X, 2980, 2990);
        Assert.Equal((3001, 7), (box.Right, box.Bottom));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(28, 28)]
    [InlineData(500, 3)]
    public void A_picture_of_one_colour_has_no_ink(int width, int height)
    {
        foreach (Rgba color in new[] { Rgba.Black, Rgba.White, new Rgba(7, 200, 90), Clear, new Rgba(5, 5, 5, 77) })
        {
            var picture = new ColorImage(width, height);
            Pixels.Fill(picture, new PixelBox(0, 0, width, height), color);
            string message = Assert.Throws<NoInkException>(() => DigitNormalizer.Normalize(picture)).Message;
            Assert.StartsWith("no ink found: ", message, StringComparison.Ordinal);
            Assert.False(DigitNormalizer.TryNormalize(picture, out NormalizedDigit? digit));
            Assert.Null(digit);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void Noisy_and_shaded_paper_has_no_ink(double deviation)
    {
        Func<double> noise = Pixels.Noise(deviation);
        var blank = new GrayImage(200, 150);
        blank.Pixels.Fill(200);
        ColorImage paper = Pixels.Change(blank.ToColor(), (x, _, v) => v - 0.2 * x + noise());
        string message = Assert.Throws<NoInkException>(() => DigitNormalizer.Normalize(paper)).Message;
        Assert.Contains("contrast to the paper", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tiny_picture_gives_a_digit_or_no_ink_and_no_other_exception()
    {
        Gen<ColorImage> pictures =
            from width in Gen.Choose(1, 9)
            from height in Gen.Choose(1, 9)
            from bytes in Gen.ArrayOf(Gen.Elements<byte>(0, 0, 90, 255, 255), 4 * width * height)
            select new ColorImage(width, height, bytes);
        Prop.ForAll(pictures.ToArbitrary(), picture =>
            !DigitNormalizer.TryNormalize(picture, out NormalizedDigit? digit)
            || (digit.Image.Pixels.Contains((byte)255) && digit.SourceBox.Width >= 1 && digit.SourceBox.Right <= picture.Width
                && digit.SourceBox.Bottom <= picture.Height && float.IsFinite(digit.StrokeWidth))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_single_dot_of_ink_is_a_block()
    {
        var picture = new GrayImage(5, 5) { [2, 1] = 255 };
        NormalizedDigit digit = DigitNormalizer.Normalize(picture);
        Assert.Equal(new PixelBox(2, 1, 1, 1), digit.SourceBox);
        Assert.Equal(255, digit.Image[14, 14]);
    }

    [Fact]
    public void The_picture_is_not_changed()
    {
        ColorImage picture = new Drawing().ToPicture();
        byte[] before = picture.Pixels.ToArray();
        _ = DigitNormalizer.Normalize(picture);
        Assert.Equal(before, picture.Pixels.ToArray());
    }

    [Fact]
    public void Nothing_is_refused_by_name() =>
        Assert.Throws<ArgumentNullException>("picture", () => DigitNormalizer.Normalize((ColorImage)null!));

    [Fact]
    public void The_bits_are_those_that_were_recorded()
    {
        // Recorded on x64 with AVX-512; the sums, products and square roots involved have the same bits everywhere.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (int digit in Drawing.Digits)
        {
            foreach (double pen in new[] { 2, 8, 20 })
            {
                foreach (double factor in new[] { 0.3, 1 })
                {
                    var drawing = new Drawing { Digit = digit, Pen = pen, Paper = new Rgba(250, 240, 200), Ink = new Rgba(40, 0, 90) };
                    hash.AppendData(Normalize(drawing.Times(factor)).Pixels);
                }
            }
        }

        string found = Convert.ToHexString(hash.GetHashAndReset());
        Assert.True(found == "978CD24E5AC5EB026E95BFD4F6D9E4F5D3268DEB76B456AB249A367446689967", $"The hash is {found}.");
    }

    private static GrayImage Normalize(Drawing drawing) => DigitNormalizer.Normalize(drawing.ToPicture()).Image;

    private static float WidthOf(GrayImage image) => StrokeWidth.Of([.. image.Pixels.ToArray().Select(v => v / 255f)], image.Width);
}
