namespace DigitLab.Training;

/// <summary>Whether a network is as sure as it is right, and by how much its outputs must be divided so that it is.</summary>
/// <remarks>
/// Probabilities are softmax(z / T) of the outputs z. Sources: Guo, Pleiss, Sun, Weinberger 2017, <i>On calibration of modern neural
/// networks</i>, §4.2 (temperature), §2 (expected calibration error, after Naeini, Cooper, Hauskrecht 2015).
/// </remarks>
public static class Calibration
{
    private const int Bins = 15;
    private const double Lowest = 0.05, Highest = 20;   // temperatures between which the best one is looked for
    private const int Halvings = 60;

    /// <summary>The temperature with the least cross-entropy.</summary>
    /// <param name="outputs">A row of outputs for each sample, before softmax.</param>
    /// <param name="labels">The right classes.</param>
    /// <exception cref="ArgumentException">There is no sample, or the counts differ.</exception>
    public static double FitTemperature(IReadOnlyList<float[]> outputs, IReadOnlyList<int> labels)
    {
        Require(outputs, labels);

        // The loss is convex in 1 / T: its slope is the mean of Σ pᵢzᵢ − z of the label, which rises with 1 / T.
        double low = 1 / Highest, high = 1 / Lowest;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(outputs, labels, middle) < 0 ? (middle, high) : (low, middle);
        }

        return 2 / (low + high);
    }

    /// <summary>The mean of |share right − mean confidence| over 15 equal bins of confidence, weighted by their samples.</summary>
    /// <param name="outputs">A row of outputs for each sample, before softmax.</param>
    /// <param name="labels">The right classes.</param>
    /// <param name="temperature">What the outputs are divided by.</param>
    /// <exception cref="ArgumentException">There is no sample, or the counts differ.</exception>
    public static double ExpectedError(IReadOnlyList<float[]> outputs, IReadOnlyList<int> labels, double temperature)
    {
        Require(outputs, labels);
        double[] excess = new double[Bins];   // of confidence over being right
        for (int i = 0; i < outputs.Count; i++)
        {
            double[] probabilities = LogitProbabilities.Of(outputs[i], temperature);
            int called = Predictions.Of(outputs[i]);
            int bin = Math.Min((int)(Bins * probabilities[called]), Bins - 1);
            excess[bin] += probabilities[called] - (called == labels[i] ? 1 : 0);
        }

        return excess.Sum(Math.Abs) / outputs.Count;
    }

    private static double Slope(IReadOnlyList<float[]> outputs, IReadOnlyList<int> labels, double inverse)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Count; i++)
        {
            double[] probabilities = LogitProbabilities.Of(outputs[i], 1 / inverse);
            sum -= outputs[i][labels[i]];
            for (int c = 0; c < probabilities.Length; c++)
            {
                sum += probabilities[c] * outputs[i][c];
            }
        }

        return sum;
    }

    private static void Require(IReadOnlyList<float[]> outputs, IReadOnlyList<int> labels)
    {
        if (outputs.Count == 0 || outputs.Count != labels.Count)
        {
            throw new ArgumentException($"Calibration: expected as many labels as outputs, at least one, got {labels.Count} and {outputs.Count}.", nameof(outputs));
        }
    }
}
