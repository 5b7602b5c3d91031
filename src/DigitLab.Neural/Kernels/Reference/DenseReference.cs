namespace DigitLab.Neural;

/// <summary>A dense layer in textbook loops: what <see cref="DenseKernel"/> must give, bit for bit.</summary>
/// <remarks>x [batch, inputs], w [inputs, outputs], y [batch, outputs], gradients shaped as what they belong to; row-major.</remarks>
internal static class DenseReference
{
    /// <summary>y[n,o] = b[o] + Σ_i x[n,i] · w[i,o], i ascending, one rounding a term.</summary>
    /// <remarks>Without a bias, b is empty and the sums start from 0.</remarks>
    internal static void Forward(
        int batch, int inputs, int outputs, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> y)
    {
        for (int n = 0; n < batch; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                float sum = b.IsEmpty ? 0 : b[o];
                for (int i = 0; i < inputs; i++)
                {
                    sum = MathF.FusedMultiplyAdd(x[(n * inputs) + i], w[(i * outputs) + o], sum);
                }

                y[(n * outputs) + o] = sum;
            }
        }
    }

    /// <summary>∂w[i,o] += Σ_n x[n,i] · ∂y[n,o], n ascending, each term straight onto the gradient; ∂b[o] += Σ_n ∂y[n,o], summed from 0 first.</summary>
    /// <remarks>Without a bias, ∂b is empty.</remarks>
    internal static void AddWeightGradient(
        int batch, int inputs, int outputs, ReadOnlySpan<float> x, ReadOnlySpan<float> yGradient, Span<float> wGradient, Span<float> bGradient)
    {
        for (int i = 0; i < inputs; i++)
        {
            for (int o = 0; o < outputs; o++)
            {
                ref float sum = ref wGradient[(i * outputs) + o];
                for (int n = 0; n < batch; n++)
                {
                    sum = MathF.FusedMultiplyAdd(x[(n * inputs) + i], yGradient[(n * outputs) + o], sum);
                }
            }
        }

        for (int o = 0; o < bGradient.Length; o++)
        {
            float sum = 0;
            for (int n = 0; n < batch; n++)
            {
                sum += yGradient[(n * outputs) + o];
            }

            bGradient[o] += sum;
        }
    }

    /// <summary>∂x[n,i] = Σ_o ∂y[n,o] · w[i,o], o ascending, from 0.</summary>
    internal static void InputGradient(
        int batch, int inputs, int outputs, ReadOnlySpan<float> w, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        for (int n = 0; n < batch; n++)
        {
            for (int i = 0; i < inputs; i++)
            {
                float sum = 0;
                for (int o = 0; o < outputs; o++)
                {
                    sum = MathF.FusedMultiplyAdd(yGradient[(n * outputs) + o], w[(i * outputs) + o], sum);
                }

                xGradient[(n * inputs) + i] = sum;
            }
        }
    }
}
