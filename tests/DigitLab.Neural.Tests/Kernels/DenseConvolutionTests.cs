namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class DenseConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(3, 4, 4, 6, 17)]
    [InlineData(5, 2, 7, 3, 9)]
    [InlineData(150, 3, 3, 5, 6)]
    public void A_window_as_large_as_the_picture_gives_the_bits_of_a_dense_layer_and_the_sums_of_a_convolution(
        int batch, int height, int width, int inChannels, int outChannels)
    {
        var geometry = new ConvolutionGeometry(inChannels, outChannels, new WindowGeometry(height, width, 1, default, 1));
        Shape input = new(batch, height, width, inChannels), output = geometry.OutputShape(input), kernel = new(height, width, inChannels, outChannels);
        int inputs = geometry.Taps;
        float[] x = Draw.Numbers(input.Count, 1), w = Draw.Numbers(kernel.Count, 2), b = Draw.Numbers(outChannels, 3), yGradient = Draw.Numbers(output.Count, 4);
        float[] y = new float[output.Count], asConvolution = new float[output.Count], xGradient = new float[input.Count];
        float[] wGradient = new float[kernel.Count], bGradient = new float[outChannels];
        DenseReference.Forward(batch, inputs, outChannels, x, w, b, y);
        DenseReference.AddWeightGradient(batch, inputs, outChannels, x, yGradient, wGradient, bGradient);
        DenseReference.InputGradient(batch, inputs, outChannels, w, yGradient, xGradient);
        ConvolutionReference.Forward(geometry, input, x, w, b, asConvolution);
        Bits.AssertSame(y, asConvolution, "the two references");

        Tensor given = Guarded.Of(input, x).Tensor, weights = Guarded.Of(kernel, w).Tensor, bias = Guarded.Of(new Shape(outChannels), b).Tensor;
        Tensor outputGradient = Guarded.Of(output, yGradient).Tensor;
        EveryMachine.Run((workers, machine) =>
        {
            string where = $"{input} {geometry}, {machine}";
            ConvolutionAlgorithm training = ConvolutionAlgorithm.For(geometry, input, isTraining: true, workers);
            ConvolutionAlgorithm inference = ConvolutionAlgorithm.For(geometry, input, isTraining: false, workers);
            ConvolutionAlgorithm sharing = ConvolutionAlgorithm.For(geometry, input, isTraining: false, workers);
            sharing.ShareWeightsOf(inference);
            inference.TakeWeights(weights, workers);
            Assert.IsType<DenseConvolution>(training);
            foreach (ConvolutionAlgorithm algorithm in (ConvolutionAlgorithm[])[training, inference, sharing])
            {
                Guarded got = Guarded.Unwritten(output);
                algorithm.Forward(given, weights, bias, got.Tensor, ProductEnd.Sums, workers);
                Bits.AssertSame(y, got.Span, $"y of {where}");
                got.AssertOnlyInsideWritten(where);
            }

            Guarded gotX = Guarded.Unwritten(input), gotW = Guarded.Of(kernel, new float[kernel.Count]), gotB = Guarded.Of(new Shape(outChannels), new float[outChannels]);
            training.AddWeightGradient(given, outputGradient, gotW.Tensor, gotB.Tensor, workers);
            training.InputGradient(weights, outputGradient, gotX.Tensor, workers);
            Bits.AssertSame(xGradient, gotX.Span, $"∂x of {where}");
            Bits.AssertSame(wGradient, gotW.Span, $"∂w of {where}");
            Bits.AssertSame(bGradient, gotB.Span, $"∂b of {where}");
        });
    }

    [Theory]
    [InlineData(5, 4, 0)]   // a smaller window
    [InlineData(4, 4, 1)]   // a border
    public void Any_other_convolution_is_not_one(int side, int kernel, int padding) => Assert.IsNotType<DenseConvolution>(ConvolutionAlgorithm.For(
        new ConvolutionGeometry(3, 4, WindowGeometry.Square(kernel, padding: padding)), new Shape(2, side, side, 3), isTraining: true, Workers.Shared));
}
