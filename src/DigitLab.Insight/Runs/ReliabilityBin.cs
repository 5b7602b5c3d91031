namespace DigitLab.Insight;

/// <summary>The digits that a network read with about the same confidence.</summary>
/// <param name="Low">The least confidence of the interval.</param>
/// <param name="High">The greatest.</param>
/// <param name="Count">How many digits there are.</param>
/// <param name="Confidence">Their mean confidence; NaN without digits.</param>
/// <param name="Accuracy">The part of them read right; NaN without digits.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double Confidence, double Accuracy);
