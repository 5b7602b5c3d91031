namespace DigitLab.Web;

/// <summary>What a picture is read as.</summary>
/// <param name="Text">The digits, a line for each row; empty when there is none.</param>
/// <param name="IsBlank">Whether there is no ink at all.</param>
/// <param name="Signs">The signs, row by row: several digits, or one sign that may be none.</param>
/// <param name="Model">The model that read.</param>
/// <param name="ElapsedMs">How long it took here.</param>
internal sealed record ReadingAnswer(string Text, bool IsBlank, IReadOnlyList<SignAnswer> Signs, string Model, double ElapsedMs);
