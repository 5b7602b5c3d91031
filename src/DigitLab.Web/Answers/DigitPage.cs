namespace DigitLab.Web;

/// <summary>Some digits of many.</summary>
/// <param name="Set">What they are called.</param>
/// <param name="IsSynthetic">Whether a program made them.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Found">How many of them were asked for.</param>
/// <param name="From">The first of these that is shown.</param>
/// <param name="Digits">Those that are shown.</param>
internal sealed record DigitPage(string Set, bool IsSynthetic, int Count, int Found, int From, IReadOnlyList<DigitAnswer> Digits);
