using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>A convolution's three products, beside <see cref="ConvolutionReference"/>.</summary>
internal static class ConvolutionKernels
{
    internal static KernelPair Forward(Conv2DDescription description, Shape input)
    {
        (LayerRun run, Conv2D layer, ConvolutionGeometry geometry) = Start(description, input);
        float[] y = new float[run.Output.Length];
        return new KernelPair(run.Forward, () => ConvolutionReference.Forward(geometry, input, run.Input.Span, layer.Weights.Value.Span, Bias(layer), y));
    }

    internal static KernelPair WeightGradient(Conv2DDescription description, Shape input)
    {
        (LayerRun run, Conv2D layer, ConvolutionGeometry geometry) = Start(description, input);
        float[] w = new float[layer.Weights.Value.Length], b = new float[layer.Bias?.Value.Length ?? 0];
        return new KernelPair(
            run.WeightGradient, () => ConvolutionReference.AddWeightGradient(geometry, input, run.Input.Span, run.OutputGradient.Span, w, b));
    }

    internal static KernelPair InputGradient(Conv2DDescription description, Shape input)
    {
        (LayerRun run, Conv2D layer, ConvolutionGeometry geometry) = Start(description, input);
        ConvolutionAlgorithm algorithm = run.Pass.Memory<ConvolutionAlgorithm>();
        float[] x = new float[run.Input.Length];
        return new KernelPair(
            () => algorithm.InputGradient(layer.Weights.Value, run.OutputGradient, run.InputGradient, LayerRun.Workers),
            () => ConvolutionReference.InputGradient(geometry, input, layer.Weights.Value.Span, run.OutputGradient.Span, x));
    }

    private static (LayerRun Run, Conv2D Layer, ConvolutionGeometry Geometry) Start(Conv2DDescription description, Shape input)
    {
        var run = new LayerRun(description, input);
        return (run, (Conv2D)run.Layer, new ConvolutionGeometry(description.InChannels, description.OutChannels, description.Window));
    }

    private static ReadOnlySpan<float> Bias(Conv2D layer) => layer.Bias is null ? [] : layer.Bias.Value.Span;
}
