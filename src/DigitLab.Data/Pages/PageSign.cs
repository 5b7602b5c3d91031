using DigitLab.Imaging;

namespace DigitLab.Data;

/// <summary>A sign that was put on a rendered page.</summary>
/// <param name="Label">The digit, 0 to 9; −1 for a sign that is none.</param>
/// <param name="Row">Which row of the page it belongs to, from 0.</param>
/// <param name="Box">Where its ink lies in the picture.</param>
public sealed record PageSign(int Label, int Row, PixelBox Box);
