namespace DigitLab.Neural;

/// <summary>Batch normalization in textbook loops: what <see cref="BatchNormKernel"/> must give, bit for bit.</summary>
/// <remarks>
/// x, y [rows, channels], γ and β [channels]. Sums over rows are taken in parts of consecutive rows, and within a part row r goes to the
/// sum numbered r mod repeats: floats in there, doubles in between. That order is all that distinguishes them from Σ over r.
/// </remarks>
internal static class BatchNormReference
{
    /// <summary>μ = Σ x / M and σ² = Σ (x − μ)² / M for one channel.</summary>
    internal static (double Mean, double Variance) Moments(ReadOnlySpan<float> x, int channels, int channel, int rowsPerPart)
    {
        int rows = x.Length / channels, parts = (rows + rowsPerPart - 1) / rowsPerPart;
        double total = 0, squares = 0;
        float[] centers = new float[parts];
        for (int part = 0; part < parts; part++)
        {
            int first = part * rowsPerPart, end = Math.Min(first + rowsPerPart, rows);
            double sum = PartialSum(x, channels, channel, first, end);
            total += sum;
            centers[part] = (float)(sum / (end - first));
        }

        double mean = total / rows;
        for (int part = 0; part < parts; part++)
        {
            int first = part * rowsPerPart, end = Math.Min(first + rowsPerPart, rows);
            float center = centers[part];
            double apart = center - mean;
            squares += PartialSquares(x, channels, channel, first, end, center) + ((end - first) * apart * apart);
        }

        return (mean, squares / rows);
    }

    /// <summary>y = γ · (x − μ) / √(σ² + ε) + β for one channel, as one multiply-add.</summary>
    internal static void Apply(
        ReadOnlySpan<float> x, int channels, int channel, double mean, double inverseDeviation, float gamma, float beta, Span<float> y)
    {
        double scale = inverseDeviation * gamma;
        float factor = (float)scale, shift = (float)(beta - (mean * scale));
        for (int i = channel; i < x.Length; i += channels)
        {
            y[i] = MathF.FusedMultiplyAdd(factor, x[i], shift);
        }
    }

    /// <summary>For one channel ∂γ += Σ ∂y · x̂, ∂β += Σ ∂y, ∂x = γ / √(σ² + ε) · (∂y − (∂β + x̂ · ∂γ) / M), where x̂ = (x − μ) / √(σ² + ε).</summary>
    internal static void Backward(
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> yGradient,
        int channels,
        int channel,
        int rowsPerPart,
        double mean,
        double inverseDeviation,
        float gamma,
        ref float gammaGradient,
        ref float betaGradient,
        Span<float> xGradient)
    {
        int rows = x.Length / channels;
        float center = (float)mean;
        double sum = 0, product = 0;
        for (int first = 0; first < rows; first += rowsPerPart)
        {
            int end = Math.Min(first + rowsPerPart, rows);
            sum += PartialSum(yGradient, channels, channel, first, end);
            product += PartialProducts(x, yGradient, channels, channel, first, end, center);
        }

        product -= (mean - center) * sum;
        gammaGradient += (float)(product * inverseDeviation);
        betaGradient += (float)sum;
        double scale = inverseDeviation * gamma;
        double second = -scale * inverseDeviation * inverseDeviation * product / rows;
        float factor = (float)scale, factorOfX = (float)second, shift = (float)((-scale * sum / rows) - (second * mean));
        for (int i = channel; i < x.Length; i += channels)
        {
            xGradient[i] = MathF.FusedMultiplyAdd(factor, yGradient[i], MathF.FusedMultiplyAdd(factorOfX, x[i], shift));
        }
    }

    private static double PartialSum(ReadOnlySpan<float> x, int channels, int channel, int first, int end)
    {
        float[] sums = new float[new ChannelPattern(channels).Repeats];
        for (int r = first; r < end; r++)
        {
            sums[(r - first) % sums.Length] += x[(r * channels) + channel];
        }

        return InDouble(sums);
    }

    private static double PartialSquares(ReadOnlySpan<float> x, int channels, int channel, int first, int end, float center)
    {
        float[] sums = new float[new ChannelPattern(channels).Repeats];
        for (int r = first; r < end; r++)
        {
            float apart = x[(r * channels) + channel] - center;
            ref float sum = ref sums[(r - first) % sums.Length];
            sum = MathF.FusedMultiplyAdd(apart, apart, sum);
        }

        return InDouble(sums);
    }

    private static double PartialProducts(
        ReadOnlySpan<float> x, ReadOnlySpan<float> yGradient, int channels, int channel, int first, int end, float center)
    {
        float[] sums = new float[new ChannelPattern(channels).Repeats];
        for (int r = first; r < end; r++)
        {
            int i = (r * channels) + channel;
            ref float sum = ref sums[(r - first) % sums.Length];
            sum = MathF.FusedMultiplyAdd(yGradient[i], x[i] - center, sum);
        }

        return InDouble(sums);
    }

    private static double InDouble(float[] sums)
    {
        double total = 0;
        foreach (float sum in sums)
        {
            total += sum;
        }

        return total;
    }
}
