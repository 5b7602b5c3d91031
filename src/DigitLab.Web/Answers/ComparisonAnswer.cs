namespace DigitLab.Web;

/// <summary>Two models on the same test digits.</summary>
/// <param name="First">How the first reads them, in a sentence.</param>
/// <param name="Second">How the second does.</param>
/// <param name="Verdict">Whether they differ, by McNemar's test.</param>
/// <param name="OnlyFirstErrs">Digits that only the first misreads, some of them.</param>
/// <param name="OnlySecondErrs">Digits that only the second misreads, some of them.</param>
internal sealed record ComparisonAnswer(string First, string Second, string Verdict, IReadOnlyList<DigitAnswer> OnlyFirstErrs, IReadOnlyList<DigitAnswer> OnlySecondErrs);
