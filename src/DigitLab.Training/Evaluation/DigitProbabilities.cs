using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What probability a network, or several that vote, gives to each class for every digit of a dataset.</summary>
public sealed class DigitProbabilities
{
    private const int BatchSize = 250;   // divides MNIST's 10,000 test digits, and its usual validation sets

    private readonly double[][] _rows;

    /// <summary>Probabilities that are known.</summary>
    /// <param name="rows">For each digit a number a class.</param>
    public DigitProbabilities(IEnumerable<double[]> rows) => _rows = [.. rows];

    /// <summary>How many digits there are.</summary>
    public int Count => _rows.Length;

    /// <summary>The probabilities of one digit.</summary>
    public IReadOnlyList<double> Of(int index) => _rows[index];

    /// <summary>The class that a digit is read as: the most probable, the first of equals.</summary>
    public int ReadingOf(int index) => Array.IndexOf(_rows[index], _rows[index].Max());

    /// <summary>The probability of that class.</summary>
    public double ConfidenceOf(int index) => _rows[index].Max();

    /// <summary>The places of the digits that are read otherwise than labelled, ascending.</summary>
    public IReadOnlyList<int> Errors(DigitDataset digits) => [.. Enumerable.Range(0, Count).Where(index => ReadingOf(index) != digits.Label(index))];

    /// <summary>Lets a network read all digits.</summary>
    /// <param name="network">The network, with the normalization that it wants.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="views">How each digit is shown to it; as it is if null. The probabilities are the mean over the views.</param>
    /// <param name="temperature">What the outputs are divided by before softmax.</param>
    /// <exception cref="ArgumentException">There are no digits, or the pictures have not the network's size.</exception>
    public static DigitProbabilities Read(Network network, DigitDataset digits, Workers workers, TestTimeViews? views = null, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(digits);
        if (digits.Count == 0 || network.InputShape != new Shape(digits.Height, digits.Width, 1))
        {
            throw new ArgumentException(
                $"{digits.Name}: expected pictures of {network.InputShape} for {network.Name}, at least one, got {digits.Count} of {digits.Height}×{digits.Width}.", nameof(digits));
        }

        views ??= TestTimeViews.None;
        int pixels = network.InputShape.Count, classes = network.OutputShape.Count;
        NetworkPlan plan = network.ForInference(Math.Min(BatchSize, digits.Count), workers);
        double[][] rows = [.. Enumerable.Range(0, digits.Count).Select(_ => new double[classes])];
        double[] one = new double[classes];
        byte[] picture = new byte[pixels];
        for (int view = 0; view < views.Count; view++)
        {
            for (int first = 0; first < digits.Count; first += plan.BatchSize)
            {
                int count = Math.Min(plan.BatchSize, digits.Count - first);   // a last, shorter batch keeps pictures of the one before, which nobody looks at
                for (int i = 0; i < count; i++)
                {
                    network.Normalization.Apply(views.Show(view, digits, first + i, picture), plan.Input.Span.Slice(i * pixels, pixels));
                }

                plan.Forward();
                for (int i = 0; i < count; i++)
                {
                    LogitProbabilities.Write(plan.Output.Span.Slice(i * classes, classes), 1 / temperature, one);
                    for (int c = 0; c < classes; c++)
                    {
                        rows[first + i][c] += one[c] / views.Count;
                    }
                }
            }
        }

        return new DigitProbabilities(rows);
    }
}
