using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Tells when a training has diverged: numbers that are none, or so large that nothing comes back from there.</summary>
internal static class Divergence
{
    // Chance is ln 10 for the cross-entropy and a few tens for the others; from so far away nothing comes back, though all numbers be finite.
    private const double ExplodedLoss = 1e6;
    private const float ExplodedWeight = 1e6f;

    /// <summary>What is wrong with a loss; null if it is good.</summary>
    internal static string? Of(double loss) => !double.IsFinite(loss) ? $"is {loss}" : loss > ExplodedLoss ? $"has exploded to {loss:G3}" : null;

    /// <summary>What is wrong with the first of the network's tensors that holds a number beyond use; null if all are good.</summary>
    internal static string? Of(Network network)
    {
        foreach (NamedTensor tensor in network.State)
        {
            foreach (float value in tensor.Value.Span)
            {
                if (!float.IsFinite(value))
                {
                    return $"\"{tensor.Name}\" holds a number that is not finite";
                }
            }
        }

        foreach (NamedParameter named in network.Parameters)
        {
            foreach (float value in named.Parameter.Value.Span)
            {
                if (Math.Abs(value) > ExplodedWeight)
                {
                    return $"\"{named.Name}\" has grown to {Math.Abs(value):G3}";
                }
            }
        }

        return null;
    }
}
