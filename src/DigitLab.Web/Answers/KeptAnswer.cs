namespace DigitLab.Web;

/// <summary>How many drawings are kept.</summary>
/// <param name="Count">So many.</param>
internal sealed record KeptAnswer(int Count);
