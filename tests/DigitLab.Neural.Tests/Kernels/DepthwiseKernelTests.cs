namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class DepthwiseKernelTests
{
    [Theory]
    [MemberData(nameof(WindowCases.All), MemberType = typeof(WindowCases))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference(PoolingCase depthwise)
    {
        WindowGeometry window = depthwise.Window;
        Shape taps = new(window.Height, window.Width, 1, depthwise.Channels), row = new(depthwise.Channels);
        float[] x = Draw.Numbers(depthwise.Input.Count, 1), w = Draw.Numbers(taps.Count, 2), b = Draw.Numbers(row.Count, 3);
        float[] yGradient = Draw.Numbers(depthwise.Output.Count, 4), wStart = Draw.Numbers(taps.Count, 5), bStart = Draw.Numbers(row.Count, 6);
        float[] y = new float[depthwise.Output.Count], xGradient = new float[depthwise.Input.Count];
        float[] wGradient = [.. wStart], bGradient = [.. bStart];
        DepthwiseReference.Forward(window, depthwise.Input, x, w, b, depthwise.Output, y);
        DepthwiseReference.AddWeightGradient(window, depthwise.Input, x, depthwise.Output, yGradient, wGradient, bGradient);
        DepthwiseReference.InputGradient(window, depthwise.Input, w, depthwise.Output, yGradient, xGradient);

        Tensor input = Guarded.Of(depthwise.Input, x).Tensor, weights = Guarded.Of(taps, w).Tensor, bias = Guarded.Of(row, b).Tensor;
        Tensor outputGradient = Guarded.Of(depthwise.Output, yGradient).Tensor;
        EveryMachine.Run((workers, machine) =>
        {
            string where = $"{depthwise}, {machine}";
            var plan = new DepthwisePlan(window, depthwise.Input, isTraining: true);
            Guarded output = Guarded.Unwritten(depthwise.Output), inputGradient = Guarded.Unwritten(depthwise.Input);
            Guarded weightGradient = Guarded.Of(taps, wStart), biasGradient = Guarded.Of(row, bStart);
            DepthwiseKernel.Forward(window, input, weights, bias, output.Tensor, workers);
            DepthwiseKernel.AddWeightGradient(plan, input, outputGradient, weightGradient.Tensor, biasGradient.Tensor, workers);
            DepthwiseKernel.InputGradient(window, weights, outputGradient, inputGradient.Tensor, workers);

            Compare(y, output, $"y of {where}");
            Compare(wGradient, weightGradient, $"∂w of {where}");
            Compare(bGradient, biasGradient, $"∂b of {where}");
            Compare(xGradient, inputGradient, $"∂x of {where}");
        });
    }

    private static void Compare(float[] expected, Guarded got, string where)
    {
        Bits.AssertSame(expected, got.Span, where);
        got.AssertOnlyInsideWritten(where);
    }
}
