namespace DigitLab.Neural;

/// <summary>Which steps are done in slices of a batch, and how many samples a slice has: by the shapes alone.</summary>
/// <param name="Steps">So many, from the first on; 0 for none.</param>
/// <param name="Length">Samples in a slice.</param>
internal readonly record struct Slicing(int Steps, int Length)
{
    // What a step reads and writes should fit into the second-level cache together, and leave room for weights.
    private const long LargestPairBytes = 512 * 1024;

    // So many slices at least, as far as there are samples: then also a small batch is shared.
    private const int FewestSlices = 16;

    /// <summary>Slices up to the first step whose weights outweigh what a slice reads and writes there: they had better be read once.</summary>
    /// <param name="steps">All steps of a network.</param>
    /// <param name="input">A whole batch.</param>
    internal static Slicing Of(InferenceStep[] steps, Shape input)
    {
        int batch = input[0];
        if (batch == 1)
        {
            return default;
        }

        long[] pairs = new long[steps.Length];   // numbers that a step reads and writes for one sample
        for (int i = 0; i < steps.Length; i++)
        {
            Shape output = steps[i].OutputShape(input);
            pairs[i] = ((long)input.Count + output.Count) / batch;
            input = output;
        }

        int length = (int)Math.Clamp(LargestPairBytes / (sizeof(float) * Math.Max(1, pairs.Max())), 1, (batch + FewestSlices - 1) / FewestSlices);
        int sliced = 0;
        while (sliced < steps.Length && steps[sliced].Weights <= length * pairs[sliced])
        {
            sliced++;
        }

        while (sliced > 0 && sliced < steps.Length && steps[sliced - 1].IsView)
        {
            sliced--;   // a view of the whole batch costs nothing
        }

        return new Slicing(sliced, length);
    }
}
