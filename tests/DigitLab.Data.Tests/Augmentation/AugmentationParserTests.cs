using System.Globalization;

namespace DigitLab.Data.Tests.Augmentation;

public class AugmentationParserTests
{
    [Fact]
    public void A_list_sets_what_it_names_and_nothing_else()
    {
        Assert.Equal(
            new AugmentationSettings { RotationDegrees = 10, ShiftPixels = 2, ShearDegrees = 5, Zoom = 0.1, ElasticAlpha = 34, ElasticSigma = 4 },
            AugmentationParser.Parse("rotation=10,shift=2,shear=5,zoom=0.1,elastic=34:4"));
        Assert.Equal(
            new AugmentationSettings
            {
                ShiftPixels = 3,
                IsShiftWhole = true,
                Zoom = 0.2,
                IsZoomPerAxis = true,
                ElasticAlpha = 8,
                ThicknessPixels = 1.5,
                BlurPixels = 0.5,
                Noise = 0.1,
                ErasingShare = 0.5,
                ErasingArea = 0.3,
                MixingAlpha = 0.2,
                Share = 0.75,
            },
            AugmentationParser.Parse(" shift = 3 : whole, zoom=0.2:per-axis, elastic=8, thickness=1.5, blur=.5, noise=1e-1, erase=0.5:0.3, mix=0.2, share=0.75"));
        Assert.Null(AugmentationParser.Parse("none"));
    }

    [Theory]
    [InlineData("rotation=10,shift=2,shear=5,zoom=0.1,elastic=34:4")]
    [InlineData("shift=3:whole,zoom=0.2:per-axis,thickness=1.5,blur=0.5,noise=0.1,erase=0.5:0.3,mix=0.2,share=0.75")]
    [InlineData("erase=0.5")]
    public void The_short_form_is_what_the_settings_print(string text) => Assert.Equal(text, AugmentationParser.Parse(text)!.ToString());

    [Fact]
    public void The_short_form_is_the_same_where_numbers_have_a_comma()
    {
        const string Text = "zoom=0.2:per-axis,elastic=8:2.5,erase=0.5:0.3,share=0.75";
        AugmentationSettings settings = AugmentationParser.Parse(Text)!;
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal(Text, settings.ToString());
            Assert.Equal(settings, AugmentationParser.Parse(Text));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Settings_without_any_change_print_none() => Assert.Equal("none", new AugmentationSettings().ToString());

    [Theory]
    [InlineData("", "Augmentation \"\": expected NAME=AMOUNT, one of rotation=DEGREES, ")]
    [InlineData("rotation", "Augmentation \"rotation\": expected NAME=AMOUNT, one of rotation=DEGREES, ")]
    [InlineData("rotation=10,", "Augmentation \"\": expected NAME=AMOUNT, one of ")]
    [InlineData("turn=10", "Augmentation \"turn=10\": expected one of rotation=DEGREES, ")]
    [InlineData("rotation=10:5", "Augmentation \"rotation=10:5\": expected one of rotation=DEGREES, ")]
    [InlineData("shift=2:half", "Augmentation \"shift=2:half\": expected one of rotation=DEGREES, ")]
    [InlineData("rotation=ten", "Augmentation \"rotation=ten\": expected a number in place of \"ten\".")]
    [InlineData("elastic=34:", "Augmentation \"elastic=34:\": expected a number in place of \"\".")]
    [InlineData("rotation=1,rotation=2", "Augmentation rotation: expected once, got it twice: name each change once.")]
    [InlineData("rotation=181", "Augmentation rotation: expected 0 to 180 degrees, got 181.")]
    [InlineData("rotation=-1", "Augmentation rotation: expected 0 to 180 degrees, got -1.")]
    [InlineData("rotation=NaN", "Augmentation rotation: expected 0 to 180 degrees, got NaN.")]
    [InlineData("shift=29", "Augmentation shift: expected 0 to 28 pixels, got 29.")]
    [InlineData("shift=1.5:whole", "Augmentation shift: expected a whole number of pixels, got 1.5: leave out \"whole\" for fractions.")]
    [InlineData("shear=61", "Augmentation shear: expected 0 to 60 degrees, got 61.")]
    [InlineData("zoom=0.95", "Augmentation zoom: expected 0 to 0.9 around a factor of 1, got 0.95.")]
    [InlineData("elastic=1001", "Augmentation elastic's alpha: expected 0 to 1000 pixels, got 1001.")]
    [InlineData("elastic=34:0.1", "Augmentation elastic's sigma: expected 0.5 to 100 pixels, got 0.1.")]
    [InlineData("thickness=4", "Augmentation thickness: expected 0 to 3 pixels, got 4.")]
    [InlineData("blur=4", "Augmentation blur: expected 0 to 3 pixels, got 4.")]
    [InlineData("noise=2", "Augmentation noise: expected 0 to 1 where ink is 1, got 2.")]
    [InlineData("erase=1.5", "Augmentation erase's share: expected 0 to 1 of the digits, got 1.5.")]
    [InlineData("erase=0.5:0.01", "Augmentation erase's area: expected 0.02 to 1 of the picture, got 0.01.")]
    [InlineData("mix=0.01", "Augmentation mix: expected 0 for none, or an alpha from 0.05 to 1, got 0.01.")]
    [InlineData("share=2", "Augmentation share: expected 0 to 1 of the digits, got 2.")]
    public void A_mistake_gets_a_sentence(string text, string sentence)
    {
        string message = Assert.Throws<FormatException>(() => AugmentationParser.Parse(text)).Message;
        Assert.StartsWith(sentence, message);
        Assert.EndsWith(".", message);
    }
}
