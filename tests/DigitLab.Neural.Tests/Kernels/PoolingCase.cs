namespace DigitLab.Neural.Tests.Kernels;

/// <summary>One pooling's sizes, and the proof that every machine computes the reference's bits for given numbers.</summary>
public sealed record PoolingCase(int Batch, int Height, int Width, int Channels, WindowGeometry Window)
{
    internal Shape Input => new(Batch, Height, Width, Channels);

    internal Shape Output => new(Batch, Window.OutputHeight(Height), Window.OutputWidth(Width), Channels);

    public override string ToString() => $"{Batch}×{Height}×{Width}×{Channels}, {Window}";

    internal void AssertTheReferences(ReadOnlySpan<float> x)
    {
        float[] yGradient = Draw.Numbers(Output.Count, 2), y = new float[Output.Count], xGradient = new float[Input.Count];
        MaxPoolReference.Forward(Window, Input, x, Output, y);
        MaxPoolReference.InputGradient(Window, Input, x, Output, yGradient, xGradient);

        Tensor input = Guarded.Of(Input, x).Tensor, outputGradient = Guarded.Of(Output, yGradient).Tensor;
        EveryMachine.Run((workers, machine) =>
        {
            string where = $"{this}, {machine}";
            Guarded output = Guarded.Unwritten(Output), inputGradient = Guarded.Unwritten(Input);
            MaxPoolKernel.Forward(Window, input, output.Tensor, workers);
            MaxPoolKernel.InputGradient(Window, input, output.Tensor, outputGradient, inputGradient.Tensor, workers);

            Bits.AssertSame(y, output.Span, $"y of {where}");
            Bits.AssertSame(xGradient, inputGradient.Span, $"∂x of {where}");
            output.AssertOnlyInsideWritten($"y of {where}");
            inputGradient.AssertOnlyInsideWritten($"∂x of {where}");
        });
    }
}
