using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>Which digits excite a filter most: the places in a dataset, strongest first.</summary>
/// <param name="Filter">The channel of the layer's output.</param>
/// <param name="Digits">Places in the dataset.</param>
/// <param name="Strengths">The largest activation of each.</param>
public sealed record ExcitingDigits(int Filter, IReadOnlyList<int> Digits, IReadOnlyList<float> Strengths)
{
    private const int BatchSize = 100;

    /// <summary>Reads all digits and keeps, for each filter of a layer, those with the largest activation anywhere in the picture.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="count">How many to keep for each filter; at least 1.</param>
    /// <param name="workers">The threads.</param>
    public static IReadOnlyList<ExcitingDigits> Of(Network network, Layer layer, DigitDataset digits, int count, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var trace = new NetworkTrace(network, Math.Min(BatchSize, Math.Max(1, digits.Count)), workers);
        int batch = trace.Input.Shape[0], channels = trace.OutputOf(layer).Shape[-1];
        float[][] strengths = [.. Enumerable.Range(0, channels).Select(_ => new float[digits.Count])];
        for (int first = 0; first < digits.Count; first += batch)
        {
            int held = Math.Min(batch, digits.Count - first);
            DigitInput.Fill(network, digits, first, held, trace.Input);
            trace.Forward();
            ReadOnlySpan<float> output = trace.OutputOf(layer).Span;
            int each = output.Length / batch;
            for (int i = 0; i < held; i++)
            {
                for (int c = 0; c < channels; c++)
                {
                    float strongest = float.NegativeInfinity;
                    for (int at = (i * each) + c; at < (i + 1) * each; at += channels)
                    {
                        strongest = Math.Max(strongest, output[at]);
                    }

                    strengths[c][first + i] = strongest;
                }
            }
        }

        return [.. strengths.Select((own, filter) => Strongest(filter, own, count))];
    }

    // Equals in the dataset's order.
    private static ExcitingDigits Strongest(int filter, float[] strengths, int count)
    {
        int[] order = [.. Enumerable.Range(0, strengths.Length).OrderByDescending(i => strengths[i]).Take(count)];
        return new ExcitingDigits(filter, order, [.. order.Select(i => strengths[i])]);
    }
}
