namespace DigitLab.Insight;

/// <summary>Two digits that look nearly or exactly the same.</summary>
/// <param name="First">The place of the one.</param>
/// <param name="Second">The place of the other, behind the first.</param>
/// <param name="Distance">Their Euclidean distance, where a pixel goes from 0 to 1; 0 for duplicates.</param>
public sealed record SimilarPair(int First, int Second, double Distance);
