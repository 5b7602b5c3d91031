namespace DigitLab.Neural;

/// <summary>The refusal of a tensor that does not fit the others.</summary>
internal static class NaiveShapes
{
    internal static void Require(Tensor tensor, Shape expected, string name)
    {
        if (tensor.Shape != expected)
        {
            throw new ArgumentException($"Expected {name} to be {expected}, got {tensor.Shape}: the tensors of one step must fit together.");
        }
    }

    internal static void RequireLabels(ReadOnlySpan<byte> labels, Shape scores)
    {
        if (scores.Rank != 2 || scores[0] != labels.Length)
        {
            throw new ArgumentException($"Expected scores [{labels.Length}, classes] for {labels.Length} labels, got {scores}.", nameof(scores));
        }

        foreach (byte label in labels)
        {
            if (label >= scores[1])
            {
                throw new ArgumentException($"Expected labels below {scores[1]}, got {label}.", nameof(labels));
            }
        }
    }
}
