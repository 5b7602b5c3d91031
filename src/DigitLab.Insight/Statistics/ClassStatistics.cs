namespace DigitLab.Insight;

/// <summary>What is known of the digits of one class.</summary>
/// <param name="Digit">The class.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Mean">The mean of each pixel, from 0 to 1.</param>
/// <param name="Deviation">The standard deviation of each pixel.</param>
/// <param name="InkPercent">The mean share of white in a picture, in percent.</param>
/// <param name="Nearest">Places of the digits nearest to the mean, nearest first.</param>
/// <param name="Farthest">Places of those farthest from it, farthest first.</param>
public sealed record ClassStatistics(int Digit, int Count, PixelMap Mean, PixelMap Deviation, double InkPercent, IReadOnlyList<int> Nearest, IReadOnlyList<int> Farthest);
