namespace DigitLab.Training;

/// <summary>Mean and spread of a few values, such as one setting's scores over its seeds.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, divided by n − 1; 0 for a single value.</param>
public readonly record struct SampleSummary(int Count, double Mean, double Deviation)
{
    private const double Confidence = 0.95;

    /// <summary>Half the width of the mean's 95% interval: t(n − 1) · deviation / √n; null for a single value, which says nothing about spread.</summary>
    public double? HalfWidth => Count < 2 ? null : StudentT.Critical(Confidence, Count - 1) * Deviation / Math.Sqrt(Count);

    /// <summary>The summary of values.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static SampleSummary Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("Expected values to sum up, got none.", nameof(values));
        }

        double mean = values.Average(), squares = values.Sum(value => (value - mean) * (value - mean));
        return new SampleSummary(values.Count, mean, values.Count < 2 ? 0 : Math.Sqrt(squares / (values.Count - 1)));
    }
}
