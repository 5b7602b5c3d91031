namespace DigitLab.Neural;

/// <summary>Normalization of each row by itself. A row's sums are doubles, first number to last, whatever the vector width.</summary>
internal static class LayerNormKernel
{
    private const int PieceLength = 8192;
    private const int FeaturesAtOnce = 16;

    internal static void Forward(LayerNormPlan plan, Tensor input, double epsilon, Tensor? gamma, Tensor? beta, Tensor output, Workers workers) =>
        workers.Run(PiecesOf(plan), new ForwardJob(plan, input, epsilon, gamma, beta, output));

    /// <summary>Adds ∂γ and ∂β, and writes ∂x, for the rows of the forward pass before.</summary>
    internal static void Backward(
        LayerNormPlan plan, Tensor input, Tensor outputGradient, Tensor? gamma, Tensor? gammaGradient, Tensor? betaGradient, Tensor? inputGradient, Workers workers)
    {
        if (inputGradient is not null)
        {
            workers.Run(PiecesOf(plan), new InputGradientJob(plan, input, outputGradient, gamma, inputGradient));
        }

        if (gammaGradient is not null)
        {
            workers.Run((plan.Features + FeaturesAtOnce - 1) / FeaturesAtOnce, new ParameterGradientJob(plan, input, outputGradient, gammaGradient, betaGradient!));
        }
    }

    private static int RowsPerPiece(LayerNormPlan plan) => Math.Max(1, PieceLength / plan.Features);

    private static int PiecesOf(LayerNormPlan plan) => (plan.Rows + RowsPerPiece(plan) - 1) / RowsPerPiece(plan);

    private static (int First, int End) RowsOf(LayerNormPlan plan, int piece) =>
        (piece * RowsPerPiece(plan), Math.Min((piece + 1) * RowsPerPiece(plan), plan.Rows));

    private readonly struct ForwardJob(LayerNormPlan plan, Tensor input, double epsilon, Tensor? gamma, Tensor? beta, Tensor output) : IJob
    {
        public void Run(int piece)
        {
            (int first, int end) = RowsOf(plan, piece);
            for (int r = first; r < end; r++)
            {
                ReadOnlySpan<float> x = input.Span.Slice(r * plan.Features, plan.Features);
                Span<float> y = output.Span.Slice(r * plan.Features, plan.Features);
                double sum = 0, squares = 0;
                foreach (float value in x)
                {
                    sum += value;
                }

                double mean = sum / x.Length;
                foreach (float value in x)
                {
                    squares += (value - mean) * (value - mean);
                }

                double inverse = 1 / Math.Sqrt((squares / x.Length) + epsilon);
                (plan.Mean[r], plan.InverseDeviation[r]) = (mean, inverse);
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = (float)(((x[i] - mean) * inverse * (gamma is null ? 1 : gamma.Span[i])) + (beta is null ? 0 : beta.Span[i]));
                }
            }
        }
    }

    // ∂x = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε), g = ∂y · γ.
    private readonly struct InputGradientJob(LayerNormPlan plan, Tensor input, Tensor outputGradient, Tensor? gamma, Tensor inputGradient) : IJob
    {
        public void Run(int piece)
        {
            (int first, int end) = RowsOf(plan, piece);
            for (int r = first; r < end; r++)
            {
                ReadOnlySpan<float> x = input.Span.Slice(r * plan.Features, plan.Features);
                ReadOnlySpan<float> yGradient = outputGradient.Span.Slice(r * plan.Features, plan.Features);
                Span<float> xGradient = inputGradient.Span.Slice(r * plan.Features, plan.Features);
                double mean = plan.Mean[r], inverse = plan.InverseDeviation[r], sum = 0, product = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double g = yGradient[i] * (double)(gamma is null ? 1 : gamma.Span[i]);
                    sum += g;
                    product += g * ((x[i] - mean) * inverse);
                }

                for (int i = 0; i < x.Length; i++)
                {
                    double g = yGradient[i] * (double)(gamma is null ? 1 : gamma.Span[i]);
                    xGradient[i] = (float)(inverse * (g - (sum / x.Length) - ((x[i] - mean) * inverse * product / x.Length)));
                }
            }
        }
    }

    // ∂γ[i] += Σ_r ∂y · x̂, ∂β[i] += Σ_r ∂y, some features at a time, rows ascending.
    private readonly struct ParameterGradientJob(
        LayerNormPlan plan, Tensor input, Tensor outputGradient, Tensor gammaGradient, Tensor betaGradient) : IJob
    {
        public void Run(int piece)
        {
            int from = piece * FeaturesAtOnce, count = Math.Min(FeaturesAtOnce, plan.Features - from);
            Span<double> products = stackalloc double[FeaturesAtOnce], sums = stackalloc double[FeaturesAtOnce];
            products.Clear();
            sums.Clear();
            for (int r = 0; r < plan.Rows; r++)
            {
                ReadOnlySpan<float> x = input.Span.Slice((r * plan.Features) + from, count);
                ReadOnlySpan<float> yGradient = outputGradient.Span.Slice((r * plan.Features) + from, count);
                double mean = plan.Mean[r], inverse = plan.InverseDeviation[r];
                for (int i = 0; i < count; i++)
                {
                    products[i] += yGradient[i] * ((x[i] - mean) * inverse);
                    sums[i] += yGradient[i];
                }
            }

            for (int i = 0; i < count; i++)
            {
                gammaGradient.Span[from + i] += (float)products[i];
                betaGradient.Span[from + i] += (float)sums[i];
            }
        }
    }
}
