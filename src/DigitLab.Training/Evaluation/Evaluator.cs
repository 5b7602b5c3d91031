using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Lets a network read digits and counts.</summary>
/// <param name="network">The network, with the normalization that it wants.</param>
/// <param name="workers">The threads.</param>
/// <param name="loss">The loss to report; cross-entropy if null.</param>
public sealed class Evaluator(Network network, Workers workers, Loss? loss = null)
{
    private const int BatchSize = 250;   // divides MNIST's 10,000 test digits, and its usual validation sets

    private readonly Dictionary<int, NetworkPlan> _plans = [];
    private readonly Loss _loss = loss ?? new SoftmaxCrossEntropy();

    /// <summary>Reads all digits.</summary>
    /// <exception cref="ArgumentException">There are none, or the pictures have not the network's size.</exception>
    public Evaluation Evaluate(DigitDataset digits)
    {
        if (digits.Count == 0)
        {
            throw new ArgumentException($"{digits.Name}: expected digits to test on, got none.", nameof(digits));
        }

        if (digits.Height * digits.Width != network.InputShape.Count)
        {
            throw new ArgumentException(
                $"{digits.Name}: expected pictures of {network.InputShape} for {network.Name}, got {digits.Height}×{digits.Width}.", nameof(digits));
        }

        foreach (NetworkPlan plan in _plans.Values)
        {
            plan.Refresh();   // the network may have been trained since
        }

        int[][] confusion = [.. Enumerable.Range(0, DigitDataset.Classes).Select(_ => new int[DigitDataset.Classes])];
        var errors = new List<int>();
        double sum = 0;
        for (int first = 0; first < digits.Count; first += BatchSize)
        {
            sum += ReadBatch(digits, first, Math.Min(BatchSize, digits.Count - first), confusion, errors);
        }

        return new Evaluation(sum / digits.Count, confusion, errors);
    }

    private double ReadBatch(DigitDataset digits, int first, int count, int[][] confusion, List<int> errors)
    {
        if (!_plans.TryGetValue(count, out NetworkPlan? plan))
        {
            _plans[count] = plan = network.ForInference(count, workers);
        }

        Span<byte> labels = stackalloc byte[count];
        int pixels = network.InputShape.Count, classes = network.OutputShape.Count;
        for (int i = 0; i < count; i++)
        {
            labels[i] = digits.Label(first + i);
            network.Normalization.Apply(digits.Image(first + i), plan.Input.Span.Slice(i * pixels, pixels));
        }

        plan.Forward();
        for (int i = 0; i < count; i++)
        {
            int called = Predictions.Of(plan.Output.Span.Slice(i * classes, classes));
            confusion[labels[i]][called]++;
            if (called != labels[i])
            {
                errors.Add(first + i);
            }
        }

        return count * _loss.Compute(plan.Output, labels, null, workers);
    }
}
