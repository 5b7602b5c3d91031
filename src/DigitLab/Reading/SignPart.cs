using DigitLab.Imaging;

namespace DigitLab;

/// <summary>A part of a row that is not divided further: a patch of ink, or a slice of one.</summary>
/// <param name="Box">The smallest box around it.</param>
/// <param name="Pixels">Its pixels, as places in the map of ink.</param>
/// <param name="IsLoose">Whether bare paper lies between it and the part before it; else it was cut off from that one.</param>
internal sealed record SignPart(PixelBox Box, int[] Pixels, bool IsLoose)
{
    /// <summary>The middle of its box.</summary>
    internal double CenterX => Box.X + (Box.Width / 2.0);

    /// <inheritdoc cref="CenterX"/>
    internal double CenterY => Box.Y + (Box.Height / 2.0);
}
