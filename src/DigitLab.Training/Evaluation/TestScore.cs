using DigitLab.Data;
using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>How test digits were read: by the official labels, and of MNIST's also without the doubtful ones and by whose hand they are.</summary>
/// <param name="Count">How many digits there were.</param>
/// <param name="Errors">The places of the misread ones, ascending.</param>
public sealed record TestScore(int Count, IReadOnlyList<int> Errors)
{
    private const int MnistCount = 10_000;
    private const int StudentsCount = 5000;   // the first 5,000 test digits; the others are employees'

    /// <summary>The part that was read right, from 0 to 1.</summary>
    public double Accuracy => Part(Errors.Count, Count);

    /// <summary>The accuracy's 95% interval.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Count - Errors.Count, Count);

    /// <summary>The accuracy on the digits whose label nobody doubts (<see cref="DoubtfulDigits"/>); null for other digits than MNIST's.</summary>
    public double? WithoutDoubtful => OfMnist(Part(Errors.Except(DoubtfulDigits.Places).Count(), Count - DoubtfulDigits.Places.Count));

    /// <summary>The accuracy on students' digits; null for other digits than MNIST's.</summary>
    public double? Students => OfMnist(Part(Errors.Count(index => index < StudentsCount), StudentsCount));

    /// <summary>The accuracy on employees' digits; null for other digits than MNIST's.</summary>
    public double? Employees => OfMnist(Part(Errors.Count(index => index >= StudentsCount), Count - StudentsCount));

    /// <summary>A line: <c>99.62% (38 errors; 95% interval 99.48–99.72%)</c>.</summary>
    public override string ToString() =>
        Invariant($"{100 * Accuracy:F2}% ({Errors.Count:N0} {(Errors.Count == 1 ? "error" : "errors")}; 95% interval {ScoreText.Of((Interval.Low, Interval.High))})");

    private static double Part(int errors, int count) => (double)(count - errors) / count;

    // A smaller set has no such halves and places, and whoever tests on one in MNIST's form knows it.
    private double? OfMnist(double value) => Count == MnistCount ? value : null;
}
