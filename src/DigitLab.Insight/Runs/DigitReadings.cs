using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Insight;

/// <summary>What a network reads in every digit of a dataset, and how sure it is.</summary>
public sealed class DigitReadings
{
    private readonly float[][] _probabilities;

    private DigitReadings(DigitDataset digits, float[][] probabilities) => (Digits, _probabilities) = (digits, probabilities);

    /// <summary>The digits.</summary>
    public DigitDataset Digits { get; }

    /// <summary>The places of the misread digits, those first of which the network was surest.</summary>
    public IReadOnlyList<int> Errors =>
        [.. Enumerable.Range(0, Digits.Count).Where(i => ReadingOf(i) != Digits.Label(i)).OrderByDescending(ConfidenceOf)];

    /// <summary>The part that was read right, from 0 to 1.</summary>
    public double Accuracy => 1 - ((double)Errors.Count / Digits.Count);

    /// <summary>Counts: a row for each digit that is, a column for each that was read.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Confusion
    {
        get
        {
            double[][] counts = [.. Enumerable.Range(0, DigitDataset.Classes).Select(_ => new double[DigitDataset.Classes])];
            for (int i = 0; i < Digits.Count; i++)
            {
                counts[Digits.Label(i)][ReadingOf(i)]++;
            }

            return counts;
        }
    }

    /// <summary>Reads all digits.</summary>
    /// <param name="network">The network.</param>
    /// <param name="digits">The digits, at least one.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="ArgumentException">There are no digits, or they have another size.</exception>
    public static DigitReadings Of(Network network, DigitDataset digits, Workers workers) =>
        new(digits, [.. NetworkOutputs.Of(network, digits, workers).Select(outputs => ClassProbabilities.Of(outputs))]);

    /// <summary>The probabilities that a digit was given.</summary>
    public IReadOnlyList<float> ProbabilitiesOf(int index) => _probabilities[index];

    /// <summary>The class that a digit was read as: the most probable, the first of equals.</summary>
    public int ReadingOf(int index) => Array.IndexOf(_probabilities[index], _probabilities[index].Max());

    /// <summary>The probability of that class.</summary>
    public float ConfidenceOf(int index) => _probabilities[index].Max();

    /// <summary>The digits sorted into intervals of equal width by confidence.</summary>
    /// <param name="bins">How many intervals between 0 and 1; 15, as is usual, if not given.</param>
    public IReadOnlyList<ReliabilityBin> Reliability(int bins = 15)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        int[] counts = new int[bins], right = new int[bins];
        double[] confidence = new double[bins];
        for (int i = 0; i < Digits.Count; i++)
        {
            int bin = Math.Min((int)(ConfidenceOf(i) * bins), bins - 1);
            counts[bin]++;
            confidence[bin] += ConfidenceOf(i);
            right[bin] += ReadingOf(i) == Digits.Label(i) ? 1 : 0;
        }

        return [.. counts.Select((count, bin) => new ReliabilityBin((double)bin / bins, (bin + 1.0) / bins, count, confidence[bin] / count, (double)right[bin] / count))];
    }

    /// <summary>The expected calibration error: Σ over the intervals of their share of digits times |accuracy − confidence|.</summary>
    /// <remarks>Source: Naeini, Cooper, Hauskrecht 2015, AAAI; Guo et al. 2017, arXiv:1706.04599.</remarks>
    /// <param name="bins">How many intervals; 15, as is usual, if not given.</param>
    public double CalibrationError(int bins = 15) =>
        Reliability(bins).Where(bin => bin.Count > 0).Sum(bin => (double)bin.Count / Digits.Count * Math.Abs(bin.Accuracy - bin.Confidence));
}
