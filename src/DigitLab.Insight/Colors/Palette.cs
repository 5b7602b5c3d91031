using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>The one set of colours that all figures are drawn in.</summary>
/// <remarks>
/// Ten colours for series and digits serve light and dark pages alike: each has a contrast of 3 : 1 or more against both grounds (WCAG 2.2,
/// §1.4.11), and any two are at least 0.08 apart in OKLab, also as people with protanopia, deuteranopia and tritanopia see them (by the
/// matrices of Machado, Oliveira, Fernandes 2009). A search from Petroff's sequence (2021, arXiv:2107.02270) found them; that one has 0.06.
/// Signed values go from <see cref="Negative"/> over the ground to <see cref="Positive"/>, by opacity, so that 0 is the page itself.
/// </remarks>
public static class Palette
{
    /// <summary>How opaque a cell's colour must be before its number changes from <see cref="OnWeak"/> to <see cref="OnStrong"/>.</summary>
    public const double StrongOpacity = 0.7;

    private static readonly Rgba[] SeriesColors =
    [
        Hex(0x016CC8), Hex(0xE87400), Hex(0x7D9E67), Hex(0xAA404F), Hex(0xD06FC6),
        Hex(0x7D22FF), Hex(0x86788A), Hex(0xEC0708), Hex(0x5592FD), Hex(0x91459E),
    ];

    /// <summary>The colours of series and of the digits 0 to 9, in this order.</summary>
    public static IReadOnlyList<Rgba> Series => SeriesColors;

    /// <summary>The page.</summary>
    public static ThemeColor Ground { get; } = new(Hex(0xFFFFFF), Hex(0x15181C));

    /// <summary>Titles and numbers.</summary>
    public static ThemeColor Ink { get; } = new(Hex(0x1F2328), Hex(0xE8EAED));

    /// <summary>Axes' titles, tick labels, notes.</summary>
    public static ThemeColor Muted { get; } = new(Hex(0x59636E), Hex(0xA2ABB5));

    /// <summary>Grid lines and frames.</summary>
    public static ThemeColor Grid { get; } = new(Hex(0xDFE3E8), Hex(0x343B44));

    /// <summary>The far end of values below 0.</summary>
    public static ThemeColor Negative { get; } = new(Hex(0x003F87), Hex(0x55A0F0));

    /// <summary>The far end of values above 0, signed or not.</summary>
    public static ThemeColor Positive { get; } = new(Hex(0x8C1414), Hex(0xFF7D69));

    /// <summary>Numbers on a weakly coloured cell.</summary>
    public static ThemeColor OnWeak { get; } = new(Rgba.Black, Rgba.White);

    /// <summary>Numbers on a strongly coloured cell, from <see cref="StrongOpacity"/> on.</summary>
    public static ThemeColor OnStrong { get; } = new(Rgba.White, Rgba.Black);

    /// <summary>The colour of a series: after the tenth they begin again.</summary>
    /// <param name="number">Counted from 0.</param>
    public static Rgba ForSeries(int number) => SeriesColors[number % SeriesColors.Length];

    /// <summary>A colour as CSS writes it: <c>#016cc8</c>.</summary>
    public static string ToCss(Rgba color) => $"#{color.R:x2}{color.G:x2}{color.B:x2}";

    private static Rgba Hex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
}
