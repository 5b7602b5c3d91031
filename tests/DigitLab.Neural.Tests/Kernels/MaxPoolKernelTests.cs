using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class MaxPoolKernelTests
{
    public static TheoryData<PoolingCase> Cases => new(
        ((int[])[1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33])
            .Select(channels => new PoolingCase(2, 5, 6, channels, WindowGeometry.Square(2, stride: 2)))
            .Concat(
            [
                new PoolingCase(1, 1, 1, 1, WindowGeometry.Square(1)),
                new PoolingCase(3, 1, 1, 5, WindowGeometry.Square(3, padding: 1)),
                new PoolingCase(2, 7, 7, 5, WindowGeometry.Square(3, stride: 1, padding: 1)),    // windows overlap
                new PoolingCase(2, 7, 7, 5, WindowGeometry.Square(3, stride: 2, padding: 2)),
                new PoolingCase(2, 9, 8, 5, WindowGeometry.Square(2, stride: 3)),                // pixels that no window sees
                new PoolingCase(2, 9, 8, 5, WindowGeometry.Square(3, padding: 3, dilation: 2)),
                new PoolingCase(2, 6, 5, 3, new WindowGeometry(2, 3, 2, new Padding(1, 0, 0, 2), 1)),
                new PoolingCase(2, 6, 5, 3, new WindowGeometry(4, 1, 1, new Padding(3, 2, 0, 0), 1)),
                new PoolingCase(17, 4, 4, 2, WindowGeometry.Square(4)),                          // one window a picture
            ]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference(PoolingCase pooling) =>
        pooling.AssertTheReferences(Draw.Numbers(pooling.Input.Count, 1));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_equal_numbers_the_first_takes_the_gradient_in_every_width(PoolingCase pooling) =>
        pooling.AssertTheReferences(Draw.Whole(pooling.Input.Count, 1));

    [Theory]
    [MemberData(nameof(Cases))]
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
        where MaxPoolKernel.EveryWindowSeesAPixel(pooling.Window, pooling.Input, pooling.Output)
        select pooling);
}
