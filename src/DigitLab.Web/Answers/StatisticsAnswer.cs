namespace DigitLab.Web;

/// <summary>What the digits of a set are like.</summary>
/// <param name="Summary">In a sentence.</param>
/// <param name="Figures">In figures.</param>
internal sealed record StatisticsAnswer(string Summary, IReadOnlyList<FigureAnswer> Figures);
