using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What a network says of many digits: its outputs, before softmax.</summary>
public static class NetworkOutputs
{
    private const int BatchSize = 250;   // divides MNIST's 10,000 test digits, and its usual validation sets

    /// <summary>Lets a network see all digits of a dataset.</summary>
    /// <param name="network">The network, with the normalization that it wants.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="workers">The threads.</param>
    /// <returns>For each digit a number a class.</returns>
    /// <exception cref="ArgumentException">There are no digits, or the pictures have not the network's size.</exception>
    public static float[][] Of(Network network, DigitDataset digits, Workers workers) => Of(network, digits, workers, TestTimeViews.None, 0);

    /// <summary>The same for digits shown in one of several ways.</summary>
    internal static float[][] Of(Network network, DigitDataset digits, Workers workers, TestTimeViews views, int view)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(digits);
        if (digits.Count == 0)
        {
            throw new ArgumentException($"{digits.Name}: expected digits to read, got none.", nameof(digits));
        }

        if (network.InputShape != new Shape(digits.Height, digits.Width, 1))
        {
            throw new ArgumentException(
                $"{digits.Name}: expected pictures of {network.InputShape} for {network.Name}, got {digits.Height}×{digits.Width}.", nameof(digits));
        }

        int pixels = network.InputShape.Count, classes = network.OutputShape.Count;
        NetworkPlan plan = network.ForInference(Math.Min(BatchSize, digits.Count), workers);
        float[][] outputs = new float[digits.Count][];
        byte[] picture = new byte[pixels];
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
                outputs[first + i] = plan.Output.Span.Slice(i * classes, classes).ToArray();
            }
        }

        return outputs;
    }
}
