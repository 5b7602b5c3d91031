using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>How scores are written: accuracies in percent, losses as they are.</summary>
public static class ScoreText
{
    /// <summary>The score's name in a heading.</summary>
    public static string NameOf(MonitoredScore score) => score switch
    {
        MonitoredScore.ValidationAccuracy => "validation accuracy",
        MonitoredScore.ValidationLoss => "validation loss",
        _ => "training loss",
    };

    /// <summary>A score as <see cref="EpochRecord.Score"/> gives it: <c>99.21%</c>, <c>0.0281</c>.</summary>
    public static string Of(MonitoredScore score, double value) => score == MonitoredScore.ValidationAccuracy ? Invariant($"{100 * value:F2}%") : Invariant($"{Math.Abs(value):F4}");

    /// <summary>Mean and deviation: <c>99.21 ± 0.03%</c>.</summary>
    public static string Of(MonitoredScore score, SampleSummary summary) => summary.Count < 2 ? Of(score, summary.Mean)
        : score == MonitoredScore.ValidationAccuracy ? Invariant($"{100 * summary.Mean:F2} ± {100 * summary.Deviation:F2}%")
        : Invariant($"{Math.Abs(summary.Mean):F4} ± {summary.Deviation:F4}");

    /// <summary>An interval of an accuracy: <c>98.91–99.28%</c>; a dash for none.</summary>
    public static string Of((double Low, double High)? interval) => interval is var (low, high) ? Invariant($"{100 * low:F2}–{100 * high:F2}%") : "–";

    /// <summary>A probability: <c>0.031</c>, <c>&lt; 0.001</c>.</summary>
    public static string OfProbability(double p) => p < 0.001 ? "< 0.001" : Invariant($"{p:F3}");

    /// <summary>A probability as a statement: <c>p = 0.031</c>, <c>p &lt; 0.001</c>.</summary>
    public static string OfSignificance(double p) => p < 0.001 ? $"p {OfProbability(p)}" : $"p = {OfProbability(p)}";
}
