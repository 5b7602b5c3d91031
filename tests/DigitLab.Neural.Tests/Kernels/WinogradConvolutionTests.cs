using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class WinogradConvolutionTests
{
    /// <summary>Outputs of a tile, window, batch, height, width, channels in, channels out, padding; whole tiles and parts of them, channels on both sides of every width.</summary>
    public static TheoryData<int, int, int, int, int, int, int, Padding> Shapes => new()
    {
        { 4, 3, 1, 3, 3, 1, 1, default },                        // a tile of which only a corner lies inside
        { 4, 3, 2, 6, 6, 16, 16, default },
        { 4, 3, 2, 5, 6, 17, 15, default },
        { 4, 3, 3, 6, 5, 5, 33, new Padding(1, 1, 1, 1) },
        { 4, 3, 1, 1, 1, 4, 7, new Padding(2, 2, 2, 2) },
        { 4, 3, 2, 7, 4, 3, 8, new Padding(0, 2, 1, 3) },
        { 4, 3, 1, 3, 9, 8, 3, new Padding(4, 0, 3, 5) },       // padding wider than the window
        { 4, 3, 17, 4, 5, 2, 9, default },                       // parts of two samples, the last of one
        { 4, 3, 1, 44, 45, 6, 18, default },                     // more tiles than are done at once
        { 4, 3, 1, 5, 7, 24, 176, default },
        { 4, 3, 1000, 3, 4, 2, 3, default },                     // as many samples as anybody takes at once
        { 4, 3, 5, 3, 4, 96, 80, default },                      // so many weights that there are fewer tiles at once
        { 4, 5, 1, 5, 5, 1, 1, default },
        { 4, 5, 2, 8, 8, 16, 16, default },
        { 4, 5, 2, 9, 10, 17, 15, default },
        { 4, 5, 3, 6, 7, 5, 33, new Padding(2, 2, 2, 2) },
        { 4, 5, 1, 1, 1, 4, 7, new Padding(4, 4, 4, 4) },
        { 4, 5, 2, 9, 7, 3, 8, new Padding(0, 2, 1, 3) },
        { 4, 5, 1, 3, 9, 8, 3, new Padding(6, 0, 5, 7) },
        { 4, 5, 17, 8, 9, 2, 9, default },
        { 4, 5, 1, 44, 43, 6, 18, default },
        { 4, 5, 1, 8, 9, 24, 176, default },
        { 4, 5, 5, 7, 8, 96, 80, default },
        { 4, 5, 1000, 7, 8, 2, 3, default },
        { 2, 7, 1, 7, 7, 1, 1, default },
        { 2, 7, 2, 8, 8, 16, 16, default },
        { 2, 7, 2, 9, 10, 17, 15, default },
        { 2, 7, 3, 6, 7, 5, 33, new Padding(3, 3, 3, 3) },
        { 2, 7, 1, 1, 1, 4, 7, new Padding(6, 6, 6, 6) },
        { 2, 7, 2, 9, 7, 3, 8, new Padding(0, 2, 1, 3) },
        { 2, 7, 1, 3, 9, 8, 3, new Padding(8, 0, 7, 9) },
        { 2, 7, 17, 8, 9, 2, 9, default },
        { 2, 7, 1, 28, 27, 6, 18, default },
        { 2, 7, 1, 8, 9, 24, 176, default },
        { 2, 7, 5, 7, 8, 96, 80, default },
        { 2, 7, 1000, 7, 8, 2, 3, default },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference(
        int outputs, int window, int batch, int height, int width, int inChannels, int outChannels, Padding padding) => AssertIsTheReferences(
        outputs, new Shape(batch, height, width, inChannels), new ConvolutionGeometry(inChannels, outChannels, new WindowGeometry(window, window, 1, padding, 1)));

    [Fact]
    public void Random_shapes_give_the_bits_of_the_reference() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(45),
        Prop.ForAll(
            Arb.From(
                from filter in Gen.Elements((4, 3), (4, 5), (2, 7))
                from sizes in Gen.ArrayOf(Gen.Choose(1, 9), 3)
                from channels in Gen.ArrayOf(Gen.Choose(1, 20), 2)
                from padding in Gen.ArrayOf(Gen.Choose(filter.Item2 / 2, filter.Item2), 4)
                select (filter, sizes, channels, padding)),
            drawn => AssertIsTheReferences(
                drawn.filter.Item1,
                new Shape(drawn.sizes[0], drawn.sizes[1], drawn.sizes[2], drawn.channels[0]),
                new ConvolutionGeometry(
                    drawn.channels[0],
                    drawn.channels[1],
                    new WindowGeometry(drawn.filter.Item2, drawn.filter.Item2, 1, new Padding(drawn.padding[0], drawn.padding[1], drawn.padding[2], drawn.padding[3]), 1)))));

    [Theory]
    [InlineData(4, 3, 32, 48, 26, 0)]
    [InlineData(4, 3, 160, 176, 10, 0)]
    [InlineData(4, 3, 64, 64, 9, 1)]
    [InlineData(4, 5, 32, 32, 28, 0)]
    [InlineData(4, 5, 128, 160, 12, 0)]
    [InlineData(2, 7, 48, 96, 22, 0)]
    [InlineData(2, 7, 144, 192, 10, 0)]
    public void The_results_are_the_plain_sums_but_for_rounding(int outputs, int window, int inChannels, int outChannels, int side, int padding)
    {
        var geometry = new ConvolutionGeometry(inChannels, outChannels, WindowGeometry.Square(window, padding: padding));
        var input = new Shape(3, side, side, inChannels);
        Shape weights = new(window, window, inChannels, outChannels), output = geometry.OutputShape(input);
        Tensor x = Draw.Tensor(input, 1), w = Draw.Tensor(weights, 2), yGradient = Draw.Tensor(output, 4);
        double[][] exact = ExactSums(geometry, x, w, yGradient);
        Tensor[] plain = AllOf(new DirectConvolution(geometry, input, isTraining: true)), tiled = AllOf(Tiled(outputs, geometry, input, isTraining: true, Workers.Shared));
        double bound = outputs + window == 7 ? 2e-6 : 1e-5;
        for (int i = 0; i < exact.Length; i++)
        {
            Assert.InRange(ErrorOf(exact[i], plain[i]), 0, 2e-6);
            Assert.InRange(ErrorOf(exact[i], tiled[i]), 0, bound);
        }

        Tensor[] AllOf(ConvolutionAlgorithm algorithm)
        {
            Tensor y = new(output), xGradient = new(input), wGradient = new(weights);
            algorithm.TakeWeights(w, Workers.Shared);
            algorithm.Forward(x, w, null, y, ProductEnd.Sums, Workers.Shared);
            algorithm.AddWeightGradient(x, yGradient, wGradient, null, Workers.Shared);
            algorithm.InputGradient(w, yGradient, xGradient, Workers.Shared);
            return [y, xGradient, wGradient];
        }
    }

    [Theory]
    [InlineData(3, 1, 1, 32, 32, 12, typeof(WinogradConvolution<FilterF43>))]
    [InlineData(5, 1, 1, 32, 32, 12, typeof(WinogradConvolution<FilterF45>))]
    [InlineData(7, 1, 1, 32, 32, 12, typeof(WinogradConvolution<FilterF27>))]
    [InlineData(3, 1, 1, 8, 32, 12, typeof(DirectConvolution))]    // too few channels to pay for the transforms
    [InlineData(3, 1, 1, 1, 512, 12, typeof(DirectConvolution))]   // one channel: all transform
    [InlineData(9, 1, 1, 32, 32, 12, typeof(DirectConvolution))]
    [InlineData(3, 2, 1, 32, 32, 12, typeof(DirectConvolution))]
    [InlineData(3, 1, 2, 32, 32, 12, typeof(DirectConvolution))]
    [InlineData(3, 1, 1, 32, 32, 4, typeof(DirectConvolution))]    // four outputs of a tile's sixteen
    public void Only_where_it_pays_tiles_are_chosen(int kernel, int stride, int dilation, int inChannels, int outChannels, int side, Type expected)
    {
        var geometry = new ConvolutionGeometry(inChannels, outChannels, WindowGeometry.Square(kernel, stride, 0, dilation));
        Assert.IsType(expected, ConvolutionAlgorithm.For(geometry, new Shape(1, side, side, inChannels), isTraining: false, Workers.Shared));
    }

    [Fact]
    public void A_rectified_end_is_the_rectifier_after()
    {
        var geometry = new ConvolutionGeometry(20, 30, WindowGeometry.Square(3));
        var input = new Shape(2, 7, 6, 20);
        Tensor x = Draw.Tensor(input, 1), w = Draw.Tensor(new Shape(3, 3, 20, 30), 2), b = Draw.Tensor(new Shape(30), 3);
        x.Span[40] = float.NaN;
        foreach (ConvolutionAlgorithm algorithm in (ConvolutionAlgorithm[])[
            new DirectConvolution(geometry, input, isTraining: false), Tiled(4, geometry, input, isTraining: false, Workers.Shared)])
        {
            Tensor sums = new(geometry.OutputShape(input)), expected = new(sums.Shape), rectified = new(sums.Shape);
            algorithm.TakeWeights(w, Workers.Shared);
            algorithm.Forward(x, w, b, sums, ProductEnd.Sums, Workers.Shared);
            ElementwiseKernel.Relu(sums, expected, Workers.Shared);
            algorithm.Forward(x, w, b, rectified, ProductEnd.Rectified, Workers.Shared);

            Assert.Contains(rectified.Span.ToArray(), float.IsNaN);
            Assert.Contains(rectified.Span.ToArray(), number => number == 0);
            Bits.AssertSame(expected.Span, rectified.Span, algorithm.GetType().Name);
        }
    }

    private static ConvolutionAlgorithm Tiled(int outputs, ConvolutionGeometry geometry, Shape input, bool isTraining, Workers workers) =>
        (outputs, geometry.Window.Height) switch
        {
            (4, 3) => new WinogradConvolution<FilterF43>(geometry, input, isTraining, workers),
            (4, 5) => new WinogradConvolution<FilterF45>(geometry, input, isTraining, workers),
            _ => new WinogradConvolution<FilterF27>(geometry, input, isTraining, workers),
        };

    private static void AssertIsTheReferences(int outputs, Shape inputShape, ConvolutionGeometry geometry)
    {
        int window = geometry.Window.Height;
        var reference = new WinogradReference(outputs, window);
        Shape outputShape = geometry.OutputShape(inputShape), weightShape = new(window, window, geometry.InChannels, geometry.OutChannels);
        float[] x = Draw.Numbers(inputShape.Count, 1), w = Draw.Numbers(weightShape.Count, 2), b = Draw.Numbers(geometry.OutChannels, 3);
        float[] yGradient = Draw.Numbers(outputShape.Count, 4), wStart = Draw.Numbers(weightShape.Count, 5), bStart = Draw.Numbers(geometry.OutChannels, 6);
        float[] y = new float[outputShape.Count], xGradient = new float[inputShape.Count], wGradient = [.. wStart];
        reference.Forward(geometry, inputShape, x, w, b, y);
        reference.InputGradient(geometry, inputShape, w, yGradient, xGradient);
        int tiles = ((outputShape[1] + outputs - 1) / outputs) * ((outputShape[2] + outputs - 1) / outputs), side = outputs + window - 1;
        int sums = side * side * geometry.InChannels * WinogradTiling<FilterF43>.Aligned(geometry.OutChannels);
        reference.AddWeightGradient(geometry, inputShape, WinogradParts.SamplesPerPart(inputShape[0], tiles, sums), x, yGradient, wGradient);

        Tensor input = Guarded.Of(inputShape, x).Tensor, weights = Guarded.Of(weightShape, w).Tensor, bias = Guarded.Of(new Shape(geometry.OutChannels), b).Tensor;
        Tensor outputGradient = Guarded.Of(outputShape, yGradient).Tensor;
        EveryMachine.Run((workers, machine) =>
        {
            string where = $"{inputShape} {geometry}, {machine}";
            ConvolutionAlgorithm algorithm = Tiled(outputs, geometry, inputShape, isTraining: true, workers);
            Guarded output = Guarded.Unwritten(outputShape), inputGradient = Guarded.Unwritten(inputShape);
            Guarded weightGradient = Guarded.Of(weightShape, wStart), biasGradient = Guarded.Of(new Shape(geometry.OutChannels), bStart);
            algorithm.TakeWeights(weights, workers);
            algorithm.Forward(input, weights, bias, output.Tensor, ProductEnd.Sums, workers);
            algorithm.AddWeightGradient(input, outputGradient, weightGradient.Tensor, biasGradient.Tensor, workers);
            algorithm.InputGradient(weights, outputGradient, inputGradient.Tensor, workers);

            Bits.AssertSame(y, output.Span, $"y of {where}");
            Bits.AssertSame(xGradient, inputGradient.Span, $"∂x of {where}");
            Bits.AssertSame(wGradient, weightGradient.Span, $"∂w of {where}");
            AssertNearSum(bStart, yGradient, biasGradient.Span);
            foreach (Guarded written in (Guarded[])[output, inputGradient, weightGradient, biasGradient])
            {
                written.AssertOnlyInsideWritten(where);
            }
        });
    }

    private static void AssertNearSum(float[] start, float[] yGradient, ReadOnlySpan<float> got)
    {
        for (int o = 0; o < start.Length; o++)
        {
            double sum = start[o];
            for (int i = o; i < yGradient.Length; i += start.Length)
            {
                sum += yGradient[i];
            }

            Assert.Equal(sum, got[o], 1e-3);
        }
    }

    // y, ∂x and ∂w in double precision.
    private static double[][] ExactSums(ConvolutionGeometry geometry, Tensor x, Tensor w, Tensor yGradient)
    {
        (int height, int width, int inChannels) = (x.Shape[1], x.Shape[2], x.Shape[3]);
        (int outHeight, int outWidth, int outChannels) = (yGradient.Shape[1], yGradient.Shape[2], yGradient.Shape[3]);
        (int window, int padding) = (geometry.Window.Height, geometry.Window.Padding.Top);
        double[] y = new double[yGradient.Length], xGradient = new double[x.Length], wGradient = new double[w.Length];
        for (int place = 0; place < x.Shape[0] * outHeight * outWidth; place++)
        {
            (int n, int i, int j) = (place / (outHeight * outWidth), place / outWidth % outHeight, place % outWidth);
            for (int tap = 0; tap < window * window; tap++)
            {
                (int down, int right) = (i + (tap / window) - padding, j + (tap % window) - padding);
                if (down < 0 || down >= height || right < 0 || right >= width)
                {
                    continue;
                }

                for (int c = 0; c < inChannels; c++)
                {
                    int pixel = (((((n * height) + down) * width) + right) * inChannels) + c, row = ((tap * inChannels) + c) * outChannels;
                    for (int o = 0; o < outChannels; o++)
                    {
                        y[(place * outChannels) + o] += (double)x.Span[pixel] * w.Span[row + o];
                        xGradient[pixel] += (double)w.Span[row + o] * yGradient.Span[(place * outChannels) + o];
                        wGradient[row + o] += (double)x.Span[pixel] * yGradient.Span[(place * outChannels) + o];
                    }
                }
            }
        }

        return [y, xGradient, wGradient];
    }

    // The root of the mean square of what is wrong, as a part of the results' own.
    private static double ErrorOf(double[] exact, Tensor got)
    {
        double wrong = 0, all = 0;
        for (int i = 0; i < exact.Length; i++)
        {
            wrong += (got.Span[i] - exact[i]) * (got.Span[i] - exact[i]);
            all += exact[i] * exact[i];
        }

        return Math.Sqrt(wrong / all);
    }
}
