using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Layers that move numbers rather than multiply them, and the optimizer, beside their naive twins.</summary>
internal static class OtherKernels
{
    internal static KernelPair MaxPoolForward(MaxPool2DDescription description, Shape input)
    {
        var run = new LayerRun(description, input);
        float[] y = new float[run.Output.Length];
        return new KernelPair(run.Forward, () => MaxPoolReference.Forward(description.Window, input, run.Input.Span, run.Output.Shape, y));
    }

    internal static KernelPair MaxPoolBackward(MaxPool2DDescription description, Shape input)
    {
        var run = new LayerRun(description, input);
        return new KernelPair(
            run.Backward, () => NaiveMaxPooling.Backward(run.OutputGradient, run.Input, description.Window.Height, description.Window.Stride));
    }

    internal static KernelPair BatchNormForward(BatchNormDescription description, Shape input)
    {
        (LayerRun run, Tensor gamma, Tensor beta) = StartBatchNorm(description, input);
        return new KernelPair(run.Forward, () => NaiveBatchNorm.Forward(run.Input, gamma, beta, description.Epsilon));
    }

    internal static KernelPair BatchNormBackward(BatchNormDescription description, Shape input)
    {
        (LayerRun run, Tensor gamma, _) = StartBatchNorm(description, input);
        return new KernelPair(run.Backward, () => NaiveBatchNorm.Backward(run.OutputGradient, run.Input, gamma, description.Epsilon));
    }

    internal static KernelPair ReluForward(ReluDescription description, Shape input)
    {
        var run = new LayerRun(description, input);
        float[] y = new float[run.Output.Length];
        return new KernelPair(run.Forward, () => ElementwiseReference.Relu(run.Input.Span, y));
    }

    internal static KernelPair ReluBackward(ReluDescription description, Shape input)
    {
        var run = new LayerRun(description, input);
        float[] x = new float[run.Input.Length];
        return new KernelPair(run.Backward, () => ElementwiseReference.ReluGradient(run.Output.Span, run.OutputGradient.Span, x));
    }

    /// <summary>Adam's step for all parameters of a network.</summary>
    internal static KernelPair Adam(Network network)
    {
        network.Initialize(1);
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            LayerRun.Random(network.Parameters[i].Parameter.Value.Shape, i).Span.CopyTo(network.Parameters[i].Parameter.Gradient.Span);
        }

        const double Rate = 1e-5;
        var optimizer = new Adam(network.Parameters, new AdamSettings());
        int count = network.ParameterCount;
        float[] value = new float[count], mean = new float[count], square = new float[count];
        float[] gradient = LayerRun.Random(new Shape(count), 1).Span.ToArray();
        var constants = new AdamConstants(0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, (float)Rate, 1f);
        return new KernelPair(
            () => optimizer.Step(Rate, LayerRun.Workers), () => OptimizerReference.Adam(value, gradient, mean, square, constants));
    }

    private static (LayerRun Run, Tensor Gamma, Tensor Beta) StartBatchNorm(BatchNormDescription description, Shape input)
    {
        var run = new LayerRun(description, input);
        var layer = (BatchNorm)run.Layer;
        return (run, layer.Gamma!.Value, layer.Beta!.Value);
    }
}
