namespace DigitLab.Imaging;

/// <summary>What the samples of a PNG pixel mean (specification §11.2.1); the values are the file's own.</summary>
internal enum PngColorType
{
    /// <summary>One gray sample.</summary>
    Gray = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>One index into the palette.</summary>
    Palette = 3,

    /// <summary>Gray and opacity.</summary>
    GrayAlpha = 4,

    /// <summary>Red, green, blue and opacity.</summary>
    Rgba = 6,
}
