namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class AveragePoolKernelTests
{
    [Theory]
    [MemberData(nameof(WindowCases.All), MemberType = typeof(WindowCases))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference(PoolingCase pooling)
    {
        foreach (bool countsPadding in (bool[])[true, false])
        {
            float[] x = Draw.Numbers(pooling.Input.Count, 1), yGradient = Draw.Numbers(pooling.Output.Count, 2);
            float[] y = new float[pooling.Output.Count], xGradient = new float[pooling.Input.Count];
            AveragePoolReference.Forward(pooling.Window, countsPadding, pooling.Input, x, pooling.Output, y);
            AveragePoolReference.InputGradient(pooling.Window, countsPadding, pooling.Input, pooling.Output, yGradient, xGradient);

            Tensor input = Guarded.Of(pooling.Input, x).Tensor, outputGradient = Guarded.Of(pooling.Output, yGradient).Tensor;
            EveryMachine.Run((workers, machine) =>
            {
                string where = $"{pooling}, {machine}";
                Guarded output = Guarded.Unwritten(pooling.Output), inputGradient = Guarded.Unwritten(pooling.Input);
                AveragePoolKernel.Forward(pooling.Window, countsPadding, input, output.Tensor, workers);
                AveragePoolKernel.InputGradient(pooling.Window, countsPadding, outputGradient, inputGradient.Tensor, workers);

                Bits.AssertSame(y, output.Span, $"y of {where}");
                Bits.AssertSame(xGradient, inputGradient.Span, $"∂x of {where}");
                output.AssertOnlyInsideWritten($"y of {where}");
                inputGradient.AssertOnlyInsideWritten($"∂x of {where}");
            });
        }
    }
}
