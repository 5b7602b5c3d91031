using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What probability a network, or several that vote, gives to each class for every digit of a dataset.</summary>
public sealed class DigitProbabilities
{
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
        views ??= TestTimeViews.None;
        double[][] rows = [];
        for (int view = 0; view < views.Count; view++)
        {
            float[][] outputs = NetworkOutputs.Of(network, digits, workers, views, view);
            rows = view == 0 ? [.. outputs.Select(row => new double[row.Length])] : rows;
            double[] one = new double[rows[0].Length];
            for (int i = 0; i < rows.Length; i++)
            {
                LogitProbabilities.Write(outputs[i], 1 / temperature, one);
                for (int c = 0; c < one.Length; c++)
                {
                    rows[i][c] += one[c] / views.Count;
                }
            }
        }

        return new DigitProbabilities(rows);
    }
}
