namespace DigitLab.Neural;

/// <summary>What a layer normalization remembers of each row from its forward to its backward pass.</summary>
internal sealed class LayerNormPlan
{
    internal LayerNormPlan(Shape input)
    {
        Features = input[-1];
        Rows = input.Count / Features;
        (Mean, InverseDeviation) = (new double[Rows], new double[Rows]);
    }

    internal int Features { get; }

    internal int Rows { get; }

    internal double[] Mean { get; }

    /// <summary>1 / √(variance + ε) of each row.</summary>
    internal double[] InverseDeviation { get; }
}
