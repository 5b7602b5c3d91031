namespace DigitLab.Data;

/// <summary>The content of an IDX image file.</summary>
/// <param name="Count">How many pictures there are.</param>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Pixels">All pictures one after the other, row by row: <c>[count, height, width]</c>.</param>
public sealed record IdxImages(int Count, int Height, int Width, byte[] Pixels);
