namespace DigitLab.Web;

/// <summary>A test digit on the map.</summary>
/// <param name="Index">Its place in the test set.</param>
/// <param name="Label">The digit that it shows.</param>
/// <param name="X">From the left, 0 to 1.</param>
/// <param name="Y">From above, 0 to 1.</param>
internal sealed record MapPoint(int Index, int Label, float X, float Y);
