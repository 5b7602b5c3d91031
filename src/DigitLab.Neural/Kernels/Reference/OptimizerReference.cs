namespace DigitLab.Neural;

/// <summary>The optimizers' arithmetic, one weight at a time: what <see cref="OptimizerKernel"/> must give, bit for bit.</summary>
internal static class OptimizerReference
{
    /// <summary>w ← w − η·g.</summary>
    internal static void Descend(Span<float> value, ReadOnlySpan<float> gradient, float learningRate)
    {
        for (int i = 0; i < value.Length; i++)
        {
            value[i] = MathF.FusedMultiplyAdd(-learningRate, gradient[i], value[i]);
        }
    }

    /// <summary>v ← μ·v + g; w ← w − η·v.</summary>
    internal static void DescendWithMomentum(
        Span<float> value, ReadOnlySpan<float> gradient, Span<float> velocity, float learningRate, float momentum)
    {
        for (int i = 0; i < value.Length; i++)
        {
            velocity[i] = MathF.FusedMultiplyAdd(momentum, velocity[i], gradient[i]);
            value[i] = MathF.FusedMultiplyAdd(-learningRate, velocity[i], value[i]);
        }
    }

    /// <summary>m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − step · m / (√v · scale + ε), where step and scale hold the bias corrections.</summary>
    internal static void Adam(Span<float> value, ReadOnlySpan<float> gradient, Span<float> mean, Span<float> square, AdamConstants constants)
    {
        for (int i = 0; i < value.Length; i++)
        {
            float g = gradient[i];
            mean[i] = MathF.FusedMultiplyAdd(constants.Rest1, g, constants.Beta1 * mean[i]);
            square[i] = MathF.FusedMultiplyAdd(constants.Rest2 * g, g, constants.Beta2 * square[i]);
            float root = MathF.FusedMultiplyAdd(MathF.Sqrt(square[i]), constants.RootScale, constants.Epsilon);
            value[i] = MathF.FusedMultiplyAdd(-constants.StepSize, mean[i] / root, value[i]);
        }
    }
}
