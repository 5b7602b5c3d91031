using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>From a network's outputs to the classes that it names.</summary>
public static class Predictions
{
    /// <summary>The class with the largest output, the first of equals.</summary>
    /// <param name="outputs">A number a class.</param>
    public static int Of(ReadOnlySpan<float> outputs)
    {
        int best = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            best = outputs[i] > outputs[best] ? i : best;
        }

        return best;
    }

    /// <summary>How many of a batch's samples are given their own class.</summary>
    /// <param name="output"><c>[batch, classes]</c>.</param>
    /// <param name="labels">The right classes.</param>
    public static int CountCorrect(Tensor output, ReadOnlySpan<byte> labels)
    {
        int classes = output.Shape[1], correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            correct += Of(output.Span.Slice(i * classes, classes)) == labels[i] ? 1 : 0;
        }

        return correct;
    }
}
