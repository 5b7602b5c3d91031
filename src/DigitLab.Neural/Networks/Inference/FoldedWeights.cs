namespace DigitLab.Neural;

/// <summary>A convolution's or dense layer's weights with the batch normalizations around it folded in: tensors of their own.</summary>
/// <remarks>
/// Behind: g · (Σ_t x_t w_to + b_o) + h = Σ_t x_t (g w_to) + (g b_o + h), with the output channel's factor g and shift h. Before:
/// Σ_t (f x_t + s) w_to + b_o = Σ_t x_t (f w_to) + (b_o + Σ_t s w_to), with those of the input channel that the number t belongs to.
/// Computed in double precision and rounded once; without a normalization the numbers are the layer's own, bit for bit.
/// </remarks>
internal sealed class FoldedWeights(Parameter weights, Parameter? bias)
{
    /// <summary>A normalization of the input; null for none.</summary>
    internal BatchNorm? Before { get; set; }

    /// <summary>A normalization of the output; null for none.</summary>
    internal BatchNorm? After { get; set; }

    /// <summary>The layer's weights, folded.</summary>
    internal Tensor Weights { get; } = new(weights.Value.Shape);

    /// <summary>The bias; null where neither the layer nor a normalization has one.</summary>
    internal Tensor? Bias { get; private set; }

    /// <summary>Makes them anew of what layer and normalizations are now.</summary>
    internal void Refresh()
    {
        if (bias is not null || Before is not null || After is not null)
        {
            Bias ??= new Tensor(new Shape(weights.Value.Shape[-1]));
        }

        if (Before is null && After is null)
        {
            weights.Value.Span.CopyTo(Weights.Span);
            bias?.Value.Span.CopyTo(Bias!.Span);
        }
        else
        {
            Fold(new ChannelScale(Before), new ChannelScale(After));
        }
    }

    private void Fold(ChannelScale before, ChannelScale after)
    {
        int columns = Bias!.Length;
        ReadOnlySpan<float> from = weights.Value.Span;
        Span<float> to = Weights.Span;
        double[] sums = new double[columns];
        for (int t = 0; t < from.Length / columns; t++)
        {
            int channel = t % before.Factor.Length;   // a row's numbers are pixels of channels, round and round
            for (int o = 0; o < columns; o++)
            {
                double weight = from[(t * columns) + o];
                sums[o] += before.Shift[channel] * weight;
                to[(t * columns) + o] = (float)(before.Factor[channel] * weight * after.Factor[o % after.Factor.Length]);
            }
        }

        for (int o = 0; o < columns; o++)
        {
            double sum = sums[o] + (bias?.Value.Span[o] ?? 0);
            Bias.Span[o] = (float)((sum * after.Factor[o % after.Factor.Length]) + after.Shift[o % after.Shift.Length]);
        }
    }
}
