using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Cli.Weights;

/// <summary>A network's outputs for many pictures, before softmax.</summary>
internal static class NetworkOutputs
{
    private const int BatchSize = 250;

    /// <summary>A row of outputs for each picture.</summary>
    internal static float[][] Of(Network network, DigitDataset pictures, Workers workers)
    {
        float[][] outputs = new float[pictures.Count][];
        NetworkPlan plan = network.ForInference(BatchSize, workers);
        int pixels = network.InputShape.Count, classes = network.OutputShape.Count;
        for (int first = 0; first < pictures.Count; first += BatchSize)
        {
            int count = Math.Min(BatchSize, pictures.Count - first);   // what is left in a last, shorter batch is read and forgotten
            for (int i = 0; i < count; i++)
            {
                network.Normalization.Apply(pictures.Image(first + i), plan.Input.Span.Slice(i * pixels, pixels));
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
