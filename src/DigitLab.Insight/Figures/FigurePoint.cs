namespace DigitLab.Insight;

/// <summary>One point of a series.</summary>
/// <param name="X">Along the horizontal axis.</param>
/// <param name="Y">Along the vertical axis; NaN leaves a gap.</param>
/// <param name="Low">The lower end of its spread; null for none.</param>
/// <param name="High">The upper end of its spread; null for none.</param>
/// <param name="Note">What its tooltip says besides the numbers.</param>
public readonly record struct FigurePoint(double X, double Y, double? Low = null, double? High = null, string? Note = null);
