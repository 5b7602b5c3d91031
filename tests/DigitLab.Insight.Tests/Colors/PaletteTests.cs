using DigitLab.Imaging;

namespace DigitLab.Insight.Tests.Colors;

public class PaletteTests
{
    // Linear RGB as people see it who lack one kind of cone: Machado, Oliveira, Fernandes 2009, table 1, severity 1.
    private static readonly Dictionary<string, double[]> Sight = new()
    {
        ["all cones"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protanopia"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deuteranopia"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["tritanopia"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    public static TheoryData<string> Kinds => [.. Sight.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_two_colours_differ_for_every_eye(string kind)
    {
        double[][] seen = [.. Palette.Series.Select(color => OkLab(Transform(Sight[kind], Linear(color))))];
        for (int i = 0; i < seen.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double distance = Math.Sqrt(seen[i].Zip(seen[j], (a, b) => (a - b) * (a - b)).Sum());
                Assert.True(distance >= 0.08, $"{j} and {i} are {distance:F3} apart");
            }
        }
    }

    [Fact]
    public void Every_colour_stands_out_from_light_and_dark_pages()
    {
        foreach (Rgba color in Palette.Series)
        {
            Assert.True(Contrast(color, Palette.Ground.Light) >= 3, Palette.ToCss(color));
            Assert.True(Contrast(color, Palette.Ground.Dark) >= 3, Palette.ToCss(color));
        }

        foreach (ThemeColor text in new[] { Palette.Ink, Palette.Muted })
        {
            Assert.True(Contrast(text.Light, Palette.Ground.Light) >= 4.5);
            Assert.True(Contrast(text.Dark, Palette.Ground.Dark) >= 4.5);
        }
    }

    [Fact]
    public void A_cells_number_can_be_read_whatever_the_cells_strength()
    {
        for (int percent = 0; percent <= 100; percent++)
        {
            ThemeColor text = percent / 100.0 >= Palette.StrongOpacity ? Palette.OnStrong : Palette.OnWeak;
            foreach (ThemeColor end in new[] { Palette.Negative, Palette.Positive })
            {
                byte opacity = (byte)(255 * percent / 100);
                double light = Contrast(text.Light, (end.Light with { A = opacity }).Over(Palette.Ground.Light));
                double dark = Contrast(text.Dark, (end.Dark with { A = opacity }).Over(Palette.Ground.Dark));
                Assert.True(light >= 4, $"{percent}%: {light:F2} on a light page");
                Assert.True(dark >= 4, $"{percent}%: {dark:F2} on a dark page");
            }
        }
    }

    [Fact]
    public void Signed_colours_are_symmetric_about_zero()
    {
        foreach (float value in new[] { 0.1f, 0.5f, 1f, 7f })
        {
            Assert.Equal(SignedColors.Of(value, 2).A, SignedColors.Of(-value, 2).A);
            Assert.NotEqual(SignedColors.Of(value, 2), SignedColors.Of(-value, 2));
        }

        Assert.Equal(default, SignedColors.Of(0, 2));
        Assert.Equal(default, SignedColors.Of(float.NaN, 2));
        Assert.Equal(default, SignedColors.Of(3, 0));
        Assert.Equal(255, SignedColors.Of(-5, 2).A);
    }

    [Fact]
    public void A_picture_of_numbers_has_one_scale_which_numbers_that_are_not_finite_do_not_set()
    {
        ColorImage picture = SignedColors.Picture([0, 1, -2, float.PositiveInfinity], 2, 2);
        Assert.Equal(Rgba.White, picture[0, 0]);
        Assert.Equal(SignedColors.Of(1, 2).Over(Rgba.White), picture[1, 0]);
        Assert.Equal(SignedColors.Of(-2, 2).Over(Rgba.White), picture[0, 1]);
        Assert.Contains("expected 2×2 = 4 numbers, got 3", Assert.Throws<ArgumentException>(() => SignedColors.Picture([0, 1, 2], 2, 2)).Message);
    }

    private static double Contrast(Rgba a, Rgba b)
    {
        double light = Luminance(a), dark = Luminance(b);
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    private static double Luminance(Rgba color) => Linear(color).Zip(new[] { 0.2126, 0.7152, 0.0722 }, (a, b) => a * b).Sum();

    private static double[] Linear(Rgba color) => [.. new[] { color.R, color.G, color.B }.Select(value => value / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

    private static double[] Transform(double[] matrix, double[] v) => [.. Enumerable.Range(0, 3).Select(r => (matrix[3 * r] * v[0]) + (matrix[(3 * r) + 1] * v[1]) + (matrix[(3 * r) + 2] * v[2]))];

    // Ottosson 2020, "A perceptual color space for image processing".
    private static double[] OkLab(double[] linear)
    {
        double[] cones = Transform([0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005], [.. linear.Select(c => Math.Clamp(c, 0, 1))]);
        return Transform([0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371, 0.7827717662, -0.8086757660], [.. cones.Select(Math.Cbrt)]);
    }
}
