namespace DigitLab.Neural.Tests.Kernels;

/// <summary>One convolution's sizes and numbers, and the proof that every machine computes the reference's bits.</summary>
public sealed record ConvolutionCase(int Batch, int Height, int Width, int InChannels, int OutChannels, WindowGeometry Window)
{
    private ConvolutionGeometry Geometry => new(InChannels, OutChannels, Window);

    private Shape Input => new(Batch, Height, Width, InChannels);

    private Shape Output => Geometry.OutputShape(Input);

    private Shape Weights => new(Window.Height, Window.Width, InChannels, OutChannels);

    /// <summary>Whether the window fits into the padded picture.</summary>
    internal bool Fits => Output[1] > 0 && Output[2] > 0;

    public override string ToString() => $"{Batch}×{Height}×{Width}, {InChannels}→{OutChannels}, {Window}";

    internal void AssertForwardIsTheReferences(bool hasBias)
    {
        float[] x = Draw.Numbers(Input.Count, 1), w = Draw.Numbers(Weights.Count, 2), b = hasBias ? Draw.Numbers(OutChannels, 3) : [];
        float[] expected = new float[Output.Count];
        ConvolutionReference.Forward(Geometry, Input, x, w, b, expected);

        Tensor input = Guarded.Of(Input, x).Tensor, weights = Guarded.Of(Weights, w).Tensor;
        Tensor? bias = hasBias ? Guarded.Of(new Shape(OutChannels), b).Tensor : null;
        EveryMachine.Run((workers, machine) =>
        {
            Guarded output = Guarded.Unwritten(Output);
            ConvolutionKernel.Forward(new ConvolutionPlan(Geometry, Input, isTraining: false), input, weights, bias, output.Tensor, workers);
            Bits.AssertSame(expected, output.Span, $"{this}, {machine}");
            output.AssertOnlyInsideWritten($"{this}, {machine}");
        });
    }

    internal void AssertGradientsAreTheReferences(bool hasBias)
    {
        float[] x = Draw.Numbers(Input.Count, 1), w = Draw.Numbers(Weights.Count, 2), yGradient = Draw.Numbers(Output.Count, 4);
        float[] wStart = Draw.Numbers(Weights.Count, 5), bStart = hasBias ? Draw.Numbers(OutChannels, 6) : [];
        float[] wExpected = [.. wStart], bExpected = [.. bStart], xExpected = new float[Input.Count];
        ConvolutionReference.AddWeightGradient(Geometry, Input, x, yGradient, wExpected, bExpected);
        ConvolutionReference.InputGradient(Geometry, Input, w, yGradient, xExpected);

        Tensor input = Guarded.Of(Input, x).Tensor, weights = Guarded.Of(Weights, w).Tensor, outputGradient = Guarded.Of(Output, yGradient).Tensor;
        var output = new Tensor(Output);
        EveryMachine.Run((workers, machine) =>
        {
            string where = $"{this}, {machine}";
            var plan = new ConvolutionPlan(Geometry, Input, isTraining: true);
            ConvolutionKernel.Forward(plan, input, weights, null, output, workers);

            Guarded weightGradient = Guarded.Of(Weights, wStart), biasGradient = Guarded.Of(new Shape(OutChannels), hasBias ? bStart : [0]);
            ConvolutionKernel.AddWeightGradient(
                plan, input, outputGradient, weightGradient.Tensor, hasBias ? biasGradient.Tensor : null, workers);
            Bits.AssertSame(wExpected, weightGradient.Span, $"∂w of {where}");
            weightGradient.AssertOnlyInsideWritten($"∂w of {where}");
            if (hasBias)
            {
                Bits.AssertSame(bExpected, biasGradient.Span, $"∂b of {where}");
                biasGradient.AssertOnlyInsideWritten($"∂b of {where}");
            }

            Guarded inputGradient = Guarded.Unwritten(Input);
            ConvolutionKernel.InputGradient(plan, weights, outputGradient, inputGradient.Tensor, workers);
            Bits.AssertSame(xExpected, inputGradient.Span, $"∂x of {where}");
            inputGradient.AssertOnlyInsideWritten($"∂x of {where}");
        });
    }
}
