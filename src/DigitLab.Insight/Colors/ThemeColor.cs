using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>One part's colour on light and on dark pages.</summary>
/// <param name="Light">On a light page.</param>
/// <param name="Dark">On a dark page.</param>
public readonly record struct ThemeColor(Rgba Light, Rgba Dark);
