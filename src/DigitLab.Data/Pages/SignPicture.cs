using DigitLab.Imaging;

namespace DigitLab.Data;

/// <summary>A picture of one digit, and where in it the digit is.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Label">The digit, 0 to 9.</param>
/// <param name="Box">Where its ink lies.</param>
public sealed record SignPicture(ColorImage Picture, int Label, PixelBox Box);
