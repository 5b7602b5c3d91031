namespace DigitLab.Data;

/// <summary>Where the pen is.</summary>
internal readonly record struct PenPoint(double X, double Y);
