namespace DigitLab.Neural.Tests.Kernels;

/// <summary>Both gradients of a convolution by tiles at once: the bits of one after the other.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class WinogradGradientsTests
{
    /// <summary>Pictures, channels out, padding; enough tiles for a few parts of the batch.</summary>
    public static TheoryData<Shape, int, Padding> Pictures => new()
    {
        { new Shape(34, 22, 23, 7), 9, default },                        // parts of whole groups of tiles and some more
        { new Shape(400, 6, 5, 17), 33, new Padding(1, 1, 1, 1) },       // several samples in a group
        { new Shape(1000, 4, 4, 3), 5, default },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Six_products(Shape pictures, int outChannels, Padding padding) => AssertSame<FilterF43>(pictures, outChannels, padding);

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Eight_products(Shape pictures, int outChannels, Padding padding) =>
        AssertSame<FilterF45>(pictures, outChannels, new Padding(padding.Top + 1, padding.Bottom + 1, padding.Left + 1, padding.Right + 1));

    [Fact]
    public void Where_threads_would_wait_or_the_sums_are_many_they_come_one_after_the_other()
    {
        using var many = new Workers(7);
        Assert.False(Convolution<FilterF43>(new Shape(34, 22, 23, 7), 9, default, many).SharesGradients(many));
        Assert.False(Convolution<FilterF43>(new Shape(400, 10, 10, 48), 48, default, EveryMachine.Crews[0]).SharesGradients(EveryMachine.Crews[0]));
    }

    private static void AssertSame<TFilter>(Shape pictures, int outChannels, Padding padding)
        where TFilter : struct, IMinimalFilter
    {
        Assert.True(Convolution<TFilter>(pictures, outChannels, padding, EveryMachine.Crews[0]).SharesGradients(EveryMachine.Crews[0]));
        EveryMachine.Run((workers, machine) =>
        {
            WinogradConvolution<TFilter> convolution = Convolution<TFilter>(pictures, outChannels, padding, workers);
            ConvolutionGeometry geometry = Geometry<TFilter>(pictures, outChannels, padding);
            Tensor x = Draw.Tensor(pictures, 1), yGradient = Draw.Tensor(geometry.OutputShape(pictures), 2);
            Tensor weights = Draw.Tensor(new Shape(TFilter.Taps, TFilter.Taps, pictures[3], outChannels), 3);
            (Tensor W, Tensor B, Tensor X) apart = Gradients(), together = Gradients();
            convolution.AddWeightGradient(x, yGradient, apart.W, apart.B, workers);
            convolution.InputGradient(weights, yGradient, apart.X, workers);
            convolution.Gradients(x, weights, yGradient, together.W, together.B, together.X, workers);
            Bits.AssertSame(apart.W.Span, together.W.Span, $"∂w, {machine}");
            Bits.AssertSame(apart.B.Span, together.B.Span, $"∂b, {machine}");
            Bits.AssertSame(apart.X.Span, together.X.Span, $"∂x, {machine}");

            // What is there already is added to, or overwritten.
            (Tensor W, Tensor B, Tensor X) Gradients() => (Draw.Tensor(weights.Shape, 4), Draw.Tensor(new Shape(outChannels), 5), Draw.Tensor(pictures, 6));
        });
    }

    private static WinogradConvolution<TFilter> Convolution<TFilter>(Shape pictures, int outChannels, Padding padding, Workers workers)
        where TFilter : struct, IMinimalFilter => new(Geometry<TFilter>(pictures, outChannels, padding), pictures, isTraining: true, workers);

    private static ConvolutionGeometry Geometry<TFilter>(Shape pictures, int outChannels, Padding padding)
        where TFilter : struct, IMinimalFilter => new(pictures[3], outChannels, new WindowGeometry(TFilter.Taps, TFilter.Taps, 1, padding, 1));
}
