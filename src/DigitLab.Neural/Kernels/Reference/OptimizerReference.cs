namespace DigitLab.Neural;

/// <summary>The optimizers' arithmetic, one weight at a time: what <see cref="UpdateKernel"/> and <see cref="NormKernel"/> must give, bit for bit.</summary>
internal static class OptimizerReference
{
    /// <summary>Clips and regularizes: g ← clip(scale · g) + λ₂ w + λ₁ sign(w), then w ← kept · w.</summary>
    internal static void Prepare(GradientTerms terms, Span<float> value, Span<float> gradient)
    {
        for (int i = 0; i < value.Length; i++)
        {
            float g = gradient[i] * terms.Scale;
            g = g > terms.Limit ? terms.Limit : -terms.Limit > g ? -terms.Limit : g;
            g = MathF.FusedMultiplyAdd(terms.L2, value[i], g);
            gradient[i] = g + (value[i] > 0 ? terms.L1 : 0) - (value[i] < 0 ? terms.L1 : 0);
            value[i] *= terms.Kept;
        }
    }

    /// <summary>w ← w − η·g.</summary>
    internal static void Descend(Span<float> value, ReadOnlySpan<float> gradient, float learningRate)
    {
        for (int i = 0; i < value.Length; i++)
        {
            value[i] = MathF.FusedMultiplyAdd(-learningRate, gradient[i], value[i]);
        }
    }

    /// <summary>v ← μ·v + g; w ← w − η·v, or w ← w − η·(g + μ·v) with Nesterov's look ahead.</summary>
    internal static void DescendWithMomentum(
        Span<float> value, ReadOnlySpan<float> gradient, Span<float> velocity, float learningRate, float momentum, bool isNesterov)
    {
        for (int i = 0; i < value.Length; i++)
        {
            velocity[i] = MathF.FusedMultiplyAdd(momentum, velocity[i], gradient[i]);
            float step = isNesterov ? MathF.FusedMultiplyAdd(momentum, velocity[i], gradient[i]) : velocity[i];
            value[i] = MathF.FusedMultiplyAdd(-learningRate, step, value[i]);
        }
    }

    /// <summary>s ← α·s + (1−α)·g²; v ← μ·v + g / (√s + ε); w ← w − η·v.</summary>
    internal static void RmsProp(
        Span<float> value,
        ReadOnlySpan<float> gradient,
        Span<float> square,
        Span<float> velocity,
        float learningRate,
        float decay,
        float rest,
        float epsilon,
        float momentum)
    {
        for (int i = 0; i < value.Length; i++)
        {
            float g = gradient[i];
            square[i] = MathF.FusedMultiplyAdd(rest * g, g, decay * square[i]);
            velocity[i] = MathF.FusedMultiplyAdd(momentum, velocity[i], g / (MathF.Sqrt(square[i]) + epsilon));
            value[i] = MathF.FusedMultiplyAdd(-learningRate, velocity[i], value[i]);
        }
    }

    /// <summary>s ← s + g²; w ← w − η·g / (√s + ε).</summary>
    internal static void Adagrad(Span<float> value, ReadOnlySpan<float> gradient, Span<float> square, float learningRate, float epsilon)
    {
        for (int i = 0; i < value.Length; i++)
        {
            square[i] = MathF.FusedMultiplyAdd(gradient[i], gradient[i], square[i]);
            value[i] = MathF.FusedMultiplyAdd(-learningRate, gradient[i] / (MathF.Sqrt(square[i]) + epsilon), value[i]);
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

    /// <summary>w ← w − η · sign(β₁m + (1−β₁)g); m ← β₂m + (1−β₂)g.</summary>
    internal static void Lion(
        Span<float> value, ReadOnlySpan<float> gradient, Span<float> mean, float learningRate, float beta1, float rest1, float beta2, float rest2)
    {
        for (int i = 0; i < value.Length; i++)
        {
            float direction = MathF.FusedMultiplyAdd(rest1, gradient[i], beta1 * mean[i]);
            value[i] = value[i] - (direction > 0 ? learningRate : 0) + (direction < 0 ? learningRate : 0);
            mean[i] = MathF.FusedMultiplyAdd(rest2, gradient[i], beta2 * mean[i]);
        }
    }

    /// <summary>m ← μm + (1−μ)g; u ← μm + (1−μ)g.</summary>
    internal static void Muon(ReadOnlySpan<float> gradient, Span<float> mean, Span<float> direction, float momentum, float rest)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            mean[i] = MathF.FusedMultiplyAdd(momentum, mean[i], rest * gradient[i]);
            direction[i] = MathF.FusedMultiplyAdd(momentum, mean[i], rest * gradient[i]);
        }
    }

    /// <summary>For each column o of [rows, columns] with n = √(Σ_r w²) above the largest norm c: w ← w · c / n.</summary>
    internal static void LimitColumns(Span<float> weights, int columns, float largest)
    {
        for (int o = 0; o < columns; o++)
        {
            float sum = 0;
            for (int i = o; i < weights.Length; i += columns)
            {
                sum = MathF.FusedMultiplyAdd(weights[i], weights[i], sum);
            }

            float norm = MathF.Sqrt(sum), scale = norm > largest ? largest / norm : 1;
            for (int i = o; i < weights.Length; i += columns)
            {
                weights[i] *= scale;
            }
        }
    }
}
