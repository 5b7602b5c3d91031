namespace DigitLab.Data;

/// <summary>One way to write a digit: strokes, each a smooth curve through points in a box of height 1, x to the right, y down.</summary>
/// <remarks>A corner is where one stroke ends and the next begins.</remarks>
/// <param name="Weight">How often people write it so, relative to the digit's other forms.</param>
/// <param name="Strokes">The points, x and y in turns.</param>
internal sealed record StrokeTemplate(double Weight, params double[][] Strokes);
