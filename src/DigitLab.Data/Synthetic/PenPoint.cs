namespace DigitLab.Data;

/// <summary>Where the pen is, and how wide.</summary>
internal readonly record struct PenPoint(double X, double Y, double Radius);
