using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class ConvolutionKernelTests
{
    // On both sides of every width.
    private static readonly int[] Channels = [1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33];

    public static TheoryData<ConvolutionCase> ChannelCounts => new(
        Channels.Select(channels => new ConvolutionCase(2, 5, 4, 3, channels, WindowGeometry.Square(3, padding: 1)))
            .Concat(Channels.Select(channels => new ConvolutionCase(2, 4, 5, channels, 5, WindowGeometry.Square(3, padding: 1)))));

    public static TheoryData<ConvolutionCase> Geometries => new(
        new ConvolutionCase(1, 1, 1, 1, 1, WindowGeometry.Square(1)),
        new ConvolutionCase(1, 1, 1, 2, 17, WindowGeometry.Square(1)),
        new ConvolutionCase(3, 1, 1, 5, 6, WindowGeometry.Square(3, padding: 1)),         // only the middle tap sees the pixel
        new ConvolutionCase(2, 7, 6, 3, 5, WindowGeometry.Square(2, stride: 3)),          // a stride beyond the window: pixels that none sees
        new ConvolutionCase(2, 9, 8, 2, 5, WindowGeometry.Square(1, stride: 4)),
        new ConvolutionCase(2, 8, 7, 2, 9, WindowGeometry.Square(3, stride: 2, padding: 1)),
        new ConvolutionCase(1, 9, 9, 3, 4, WindowGeometry.Square(5, stride: 3, padding: 4)),
        new ConvolutionCase(2, 9, 10, 2, 5, WindowGeometry.Square(3, padding: 2, dilation: 2)),
        new ConvolutionCase(2, 11, 10, 2, 5, WindowGeometry.Square(3, stride: 2, padding: 3, dilation: 3)),
        new ConvolutionCase(2, 10, 11, 3, 3, WindowGeometry.Square(2, stride: 3, padding: 1, dilation: 4)),
        new ConvolutionCase(2, 6, 7, 3, 5, new WindowGeometry(5, 5, 2, new Padding(1, 2, 1, 2), 1)),   // "same" at stride 2
        new ConvolutionCase(2, 6, 7, 3, 5, new WindowGeometry(2, 4, 1, new Padding(0, 3, 2, 0), 1)),
        new ConvolutionCase(2, 6, 5, 3, 5, new WindowGeometry(4, 1, 2, new Padding(3, 0, 0, 1), 1)),
        new ConvolutionCase(2, 5, 6, 3, 5, new WindowGeometry(1, 3, 1, new Padding(2, 2, 5, 5), 2)),   // padding wider than the window
        new ConvolutionCase(1, 12, 12, 3, 20, WindowGeometry.Square(12)),                              // a window as large as the picture
        new ConvolutionCase(2, 10, 10, 12, 16, WindowGeometry.Square(5)),                              // 300 taps: more than are done in one go
        new ConvolutionCase(1, 14, 15, 3, 17, WindowGeometry.Square(3, padding: 1)),                   // one sample's places in three pieces
        new ConvolutionCase(15, 3, 3, 2, 5, WindowGeometry.Square(2)),
        new ConvolutionCase(16, 3, 3, 2, 5, WindowGeometry.Square(2)),
        new ConvolutionCase(17, 3, 3, 2, 5, WindowGeometry.Square(2)),                                 // parts of two samples, the last of one
        new ConvolutionCase(33, 4, 3, 2, 5, WindowGeometry.Square(2, padding: 1)),                     // parts of three
        new ConvolutionCase(1000, 4, 3, 1, 6, WindowGeometry.Square(3)),                               // as many samples as anybody takes at once
        new ConvolutionCase(1, 5, 7, 24, 176, WindowGeometry.Square(3)),                               // the widest layer of the zoo
        new ConvolutionCase(1, 3, 5, 176, 24, WindowGeometry.Square(3)),
        new ConvolutionCase(50, 14, 13, 1, 3, WindowGeometry.Square(3)));                              // parts of 576 places

    [Theory]
    [MemberData(nameof(ChannelCounts))]
    [MemberData(nameof(Geometries))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference_forward(ConvolutionCase convolution)
    {
        convolution.AssertForwardIsTheReferences(hasBias: true);
        convolution.AssertForwardIsTheReferences(hasBias: false);
    }

    [Theory]
    [MemberData(nameof(ChannelCounts))]
    [MemberData(nameof(Geometries))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference_backward(ConvolutionCase convolution)
    {
        convolution.AssertGradientsAreTheReferences(hasBias: true);
        convolution.AssertGradientsAreTheReferences(hasBias: false);
    }

    [Fact]
    public void Random_shapes_give_the_bits_of_the_reference() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Cases, convolution =>
        {
            convolution.AssertForwardIsTheReferences(hasBias: true);
            convolution.AssertGradientsAreTheReferences(hasBias: true);
        }));

    [Fact]
    public void A_plan_may_be_used_again_with_other_numbers()
    {
        var geometry = new ConvolutionGeometry(2, 5, WindowGeometry.Square(3, stride: 2, padding: 2));
        var input = new Shape(3, 6, 5, 2);
        Shape output = geometry.OutputShape(input);
        var plan = new ConvolutionPlan(geometry, input, isTraining: true);
        for (int round = 0; round < 3; round++)
        {
            Tensor x = Draw.Tensor(input, 10 + round), w = Draw.Tensor(new Shape(3, 3, 2, 5), 20 + round), gradient = Draw.Tensor(output, 30 + round);
            float[] y = new float[output.Count], xGradient = new float[input.Count], wGradient = new float[w.Length];
            ConvolutionReference.Forward(geometry, input, x.Span, w.Span, [], y);
            ConvolutionReference.AddWeightGradient(geometry, input, x.Span, gradient.Span, wGradient, []);
            ConvolutionReference.InputGradient(geometry, input, w.Span, gradient.Span, xGradient);

            Tensor gotY = new(output), gotX = new(input), gotW = new(w.Shape);
            ConvolutionKernel.Forward(plan, x, w, null, gotY, Workers.Shared);
            ConvolutionKernel.AddWeightGradient(plan, x, gradient, gotW, null, Workers.Shared);
            ConvolutionKernel.InputGradient(plan, w, gradient, gotX, Workers.Shared);

            Bits.AssertSame(y, gotY.Span, $"y in round {round}");
            Bits.AssertSame(wGradient, gotW.Span, $"∂w in round {round}");
            Bits.AssertSame(xGradient, gotX.Span, $"∂x in round {round}");
        }
    }

    [Fact]
    public void An_infinite_or_undefined_number_reaches_the_outputs_that_see_it_and_no_other()
    {
        // Zeros of the padding meet infinite weights: 0 · ∞ is NaN in kernel and reference alike.
        var geometry = new ConvolutionGeometry(1, 3, WindowGeometry.Square(3, padding: 1));
        var input = new Shape(1, 4, 4, 1);
        float[] x = Draw.Numbers(16, 1), w = Draw.Numbers(27, 2), y = new float[48];
        x[5] = float.NaN;
        x[15] = float.NegativeInfinity;
        w[0] = float.PositiveInfinity;   // the first tap of channel 0
        ConvolutionReference.Forward(geometry, input, x, w, [], y);
        EveryMachine.Run((workers, machine) =>
        {
            var output = new Tensor(new Shape(1, 4, 4, 3));
            ConvolutionKernel.Forward(
                new ConvolutionPlan(geometry, input, isTraining: false),
                Tensor.From(input, x), Tensor.From(new Shape(3, 3, 1, 3), w), null, output, workers);
            Bits.AssertSame(y, output.Span, machine);
        });
        Assert.True(float.IsNaN(y[0]) && float.IsFinite(y[(3 * 3) + 1]) && float.IsInfinity(y[^1]));
    }

    private static Arbitrary<ConvolutionCase> Cases => Arb.From(
        from batch in Gen.Frequency((4, Gen.Choose(1, 3)), (1, Gen.Choose(16, 19)))
        from height in Gen.Choose(1, 8)
        from width in Gen.Choose(1, 8)
        from inChannels in Gen.Choose(1, 14)   // few and many, whose input gradients go different ways
        from outChannels in Gen.Choose(1, 18)
        from windowHeight in Gen.Choose(1, 4)
        from windowWidth in Gen.Choose(1, 4)
        from stride in Gen.Choose(1, 4)
        from dilation in Gen.Choose(1, 3)
        from padding in Gen.ArrayOf(Gen.Choose(0, 4), 4)
        let window = new WindowGeometry(windowHeight, windowWidth, stride, new Padding(padding[0], padding[1], padding[2], padding[3]), dilation)
        let convolution = new ConvolutionCase(batch, height, width, inChannels, outChannels, window)
        where convolution.Fits
        select convolution);
}
