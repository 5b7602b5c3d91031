using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class MaxPoolKernelTests
{
    [Theory]
    [MemberData(nameof(WindowCases.All), MemberType = typeof(WindowCases))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference(PoolingCase pooling) =>
        pooling.AssertTheReferences(Draw.Numbers(pooling.Input.Count, 1));

    [Theory]
    [MemberData(nameof(WindowCases.All), MemberType = typeof(WindowCases))]
    public void Of_equal_numbers_the_first_takes_the_gradient_in_every_width(PoolingCase pooling) =>
        pooling.AssertTheReferences(Draw.Whole(pooling.Input.Count, 1));

    [Theory]
    [MemberData(nameof(WindowCases.All), MemberType = typeof(WindowCases))]
    public void NaN_infinities_and_both_zeros_are_treated_alike_in_every_width(PoolingCase pooling)
    {
        float[] x = Draw.Whole(pooling.Input.Count, 1);
        ReadOnlySpan<float> edges = [0f, -0f, float.NaN, float.NegativeInfinity, float.PositiveInfinity];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = x[i] switch
            {
                > 6 => edges[i % edges.Length],
                < -2 => float.NegativeInfinity,   // so that whole windows are −∞
                _ => x[i],
            };
        }

        pooling.AssertTheReferences(x);
    }

    [Fact]
    public void Random_shapes_give_the_bits_of_the_reference() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(RandomCases, pooling => pooling.AssertTheReferences(Draw.Whole(pooling.Input.Count, 1))));

    [Fact]
    public void A_NaN_wins_and_hands_the_gradient_to_the_first_pixel()
    {
        Tensor x = Tensor.From(new Shape(1, 2, 2, 1), [5, float.NaN, 7, float.PositiveInfinity]);
        Tensor y = new(new Shape(1, 1, 1, 1)), yGradient = Tensor.From(y.Shape, [3]), xGradient = new(x.Shape);
        WindowGeometry window = WindowGeometry.Square(2);
        MaxPoolKernel.Forward(window, x, y, Workers.Shared);
        MaxPoolKernel.InputGradient(window, x, y, yGradient, xGradient, Workers.Shared);

        Assert.True(float.IsNaN(y.Span[0]));
        Assert.Equal([3, 0, 0, 0], xGradient.Span.ToArray());
    }

    // Padding stays below the window's reach, and every window sees a pixel, as the layer demands.
    private static Arbitrary<PoolingCase> RandomCases => Arb.From(
        from batch in Gen.Choose(1, 4)
        from height in Gen.Choose(1, 9)
        from width in Gen.Choose(1, 9)
        from channels in Gen.Choose(1, 20)
        from windowHeight in Gen.Choose(1, 4)
        from windowWidth in Gen.Choose(1, 4)
        from stride in Gen.Choose(1, 4)
        from dilation in Gen.Choose(1, 3)
        from rows in Gen.Two(Gen.Choose(0, (windowHeight - 1) * dilation))
        from columns in Gen.Two(Gen.Choose(0, (windowWidth - 1) * dilation))
        let padding = new Padding(rows.Item1, rows.Item2, columns.Item1, columns.Item2)
        let pooling = new PoolingCase(batch, height, width, channels, new WindowGeometry(windowHeight, windowWidth, stride, padding, dilation))
        where pooling.Output[1] > 0 && pooling.Output[2] > 0
        where pooling.Window.EveryPlaceSeesAPixel(pooling.Input)
        select pooling);
}
