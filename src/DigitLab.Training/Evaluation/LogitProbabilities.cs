using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>From a network's outputs to probabilities: softmax(z / T), in double precision.</summary>
public static class LogitProbabilities
{
    /// <summary>The probabilities of one sample's outputs.</summary>
    /// <param name="outputs">A number a class.</param>
    /// <param name="temperature">T: above 1 the differences shrink, below 1 they grow.</param>
    public static double[] Of(ReadOnlySpan<float> outputs, double temperature = 1)
    {
        double[] probabilities = new double[outputs.Length];
        Write(outputs, 1 / temperature, probabilities);
        return probabilities;
    }

    /// <summary>The same into memory that is there.</summary>
    /// <param name="outputs">A number a class.</param>
    /// <param name="inverse">1 / T.</param>
    /// <param name="probabilities">Overwritten, as long as the outputs.</param>
    internal static void Write(ReadOnlySpan<float> outputs, double inverse, Span<double> probabilities)
    {
        float largest = outputs[0];
        foreach (float output in outputs)
        {
            largest = Math.Max(largest, output);
        }

        double sum = 0;
        for (int c = 0; c < outputs.Length; c++)
        {
            sum += probabilities[c] = PortableMath.Exp(((double)outputs[c] - largest) * inverse);
        }

        for (int c = 0; c < outputs.Length; c++)
        {
            probabilities[c] /= sum;
        }
    }
}
