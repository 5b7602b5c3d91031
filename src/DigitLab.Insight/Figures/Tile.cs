using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>One picture of a grid.</summary>
/// <param name="Picture">The pixels, drawn as sharp squares.</param>
/// <param name="Caption">A few words below it; empty for none.</param>
public sealed record Tile(ColorImage Picture, string Caption = "")
{
    /// <summary>The numbers that the picture shows, row by row, for the figure's table; null to put the picture's brightness there.</summary>
    public IReadOnlyList<float>? Values { get; init; }

    /// <summary>What the tooltip says; the caption if null.</summary>
    public string? Tooltip { get; init; }

    /// <summary>A gray picture, such as a digit.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">A few words below it.</param>
    public static Tile Of(GrayImage picture, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new Tile(picture.ToColor(), caption);
    }

    /// <summary>Signed numbers in the colours of <see cref="SignedColors"/>.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="caption">A few words below it.</param>
    /// <param name="reach">The magnitude of the strongest colour; the numbers' own largest if null.</param>
    public static Tile Of(ReadOnlySpan<float> values, int width, int height, string caption = "", float? reach = null) =>
        new(SignedColors.Picture(values, width, height, reach), caption) { Values = values.ToArray() };
}
