using DigitLab.Data;
using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>How a network does on digits that it has not learned from.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Confusion">Counts: a row for each digit that is, a column for each that it was called.</param>
/// <param name="Errors">The places of the digits that were misread, ascending.</param>
public sealed record Evaluation(double Loss, IReadOnlyList<IReadOnlyList<int>> Confusion, IReadOnlyList<int> Errors)
{
    /// <summary>How many digits there were.</summary>
    public int Count => Confusion.Sum(row => row.Sum());

    /// <summary>The part that was read right, from 0 to 1.</summary>
    public double Accuracy => (double)(Count - Errors.Count) / Count;

    /// <summary>The accuracy's 95% interval.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Count - Errors.Count, Count);

    /// <summary>Precision, recall and F1 of each digit.</summary>
    public IReadOnlyList<ClassScore> Classes => [.. Enumerable.Range(0, DigitDataset.Classes).Select(ScoreOf)];

    /// <summary>The line that every command ends with: <c>accuracy 98.97% (103 errors in 10,000; 95% interval 98.75–99.15%)</c>.</summary>
    public override string ToString() =>
        Invariant($"accuracy {Percent(Accuracy)}% ({Errors.Count:N0} {(Errors.Count == 1 ? "error" : "errors")} in {Count:N0}; ")
        + $"95% interval {Percent(Interval.Low)}–{Percent(Interval.High)}%)";

    private static string Percent(double part) => Invariant($"{100 * part:F2}");

    private ClassScore ScoreOf(int digit)
    {
        int right = Confusion[digit][digit], support = Confusion[digit].Sum(), called = Confusion.Sum(row => row[digit]);
        double precision = called == 0 ? 0 : (double)right / called, recall = support == 0 ? 0 : (double)right / support;
        double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new ClassScore(digit, precision, recall, f1, support);
    }
}
