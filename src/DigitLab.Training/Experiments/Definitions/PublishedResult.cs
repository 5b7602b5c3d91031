namespace DigitLab.Training;

/// <summary>What others reached, for the table.</summary>
/// <param name="Errors">Test digits misread.</param>
/// <param name="Source">Whose result.</param>
/// <param name="Count">Of how many.</param>
public sealed record PublishedResult(int Errors, string Source, int Count = 10_000);
