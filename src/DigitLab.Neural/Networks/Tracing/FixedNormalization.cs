namespace DigitLab.Neural;

/// <summary>A batch normalization at inference, as the straight line that it is there: y = a · x + b, channel by channel, ∂x = a · ∂y.</summary>
/// <remarks>Stands in a <see cref="NetworkTrace"/> in the place of a <see cref="BatchNorm"/>, with its numbers as they were when it was made.</remarks>
internal sealed class FixedNormalization : Layer
{
    private readonly BatchNorm _original;
    private readonly float[] _factor;
    private readonly float[] _shift;

    internal FixedNormalization(BatchNorm original)
    {
        _original = original;
        int channels = original.RunningMean.Value.Length;
        (_factor, _shift) = (new float[channels], new float[channels]);
        for (int c = 0; c < channels; c++)
        {
            double scale = (original.Gamma?.Value.Span[c] ?? 1) / Math.Sqrt(original.RunningVariance.Value.Span[c] + original.Epsilon);
            _factor[c] = (float)scale;
            _shift[c] = (float)((original.Beta?.Value.Span[c] ?? 0) - (original.RunningMean.Value.Span[c] * scale));
        }
    }

    public override LayerDescription Describe() => _original.Describe();

    public override Shape OutputShape(Shape input) => _original.OutputShape(input);

    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        ReadOnlySpan<float> x = input.Span;
        Span<float> y = output.Span;
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % _factor.Length;
            y[i] = MathF.FusedMultiplyAdd(_factor[c], x[i], _shift[c]);
        }
    }

    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is null)
        {
            return;
        }

        ReadOnlySpan<float> gradient = outputGradient.Span;
        Span<float> result = inputGradient.Span;
        for (int i = 0; i < gradient.Length; i++)
        {
            result[i] = _factor[i % _factor.Length] * gradient[i];
        }
    }

    public override string ToString() => $"{_original}";
}
