using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>A dense layer's three products, beside <see cref="DenseReference"/>.</summary>
internal static class DenseKernels
{
    internal static KernelPair Forward(DenseDescription description, Shape input)
    {
        (LayerRun run, Dense layer) = Start(description, input);
        float[] y = new float[run.Output.Length];
        return new KernelPair(run.Forward, () => DenseReference.Forward(
            input[0], description.Inputs, description.Outputs, run.Input.Span, layer.Weights.Value.Span, layer.Bias is null ? [] : layer.Bias.Value.Span, y));
    }

    internal static KernelPair WeightGradient(DenseDescription description, Shape input)
    {
        (LayerRun run, Dense layer) = Start(description, input);
        float[] w = new float[layer.Weights.Value.Length], b = new float[layer.Bias?.Value.Length ?? 0];
        return new KernelPair(run.WeightGradient, () => DenseReference.AddWeightGradient(
            input[0], description.Inputs, description.Outputs, run.Input.Span, run.OutputGradient.Span, w, b));
    }

    internal static KernelPair InputGradient(DenseDescription description, Shape input)
    {
        (LayerRun run, Dense layer) = Start(description, input);
        DensePlan plan = run.Pass.Memory<DensePlan>();
        float[] x = new float[run.Input.Length];
        return new KernelPair(
            () => DenseKernel.InputGradient(plan, layer.Weights.Value, run.OutputGradient, run.InputGradient, LayerRun.Workers),
            () => DenseReference.InputGradient(
                input[0], description.Inputs, description.Outputs, layer.Weights.Value.Span, run.OutputGradient.Span, x));
    }

    private static (LayerRun Run, Dense Layer) Start(DenseDescription description, Shape input)
    {
        var run = new LayerRun(description, input);
        return (run, (Dense)run.Layer);
    }
}
