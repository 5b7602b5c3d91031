namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class OrthogonalizationKernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(9, 1)]
    [InlineData(5, 5)]
    [InlineData(25, 6)]
    [InlineData(6, 25)]
    [InlineData(16, 33)]
    [InlineData(65, 64)]     // on both sides of a block
    [InlineData(63, 130)]
    [InlineData(300, 17)]    // more terms than a product does in one go
    [InlineData(17, 300)]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference(int rows, int columns)
    {
        var shape = new Shape(rows, columns);
        float[] given = Draw.Numbers(shape.Count, 1), expected = [.. given];
        float scale = (float)(1 / Math.Sqrt(given.Sum(number => (double)number * number)));
        OrthogonalizationReference.Run(expected, rows, columns, scale);
        EveryMachine.Run((workers, machine) =>
        {
            var plan = new OrthogonalizationPlan(rows, columns);
            given.CopyTo(plan.Given.Span);
            OrthogonalizationKernel.Run(plan, scale, workers);
            Bits.AssertSame(expected, plan.Given.Span, $"{rows}×{columns}, {machine}");
        });
    }

    // Two columns of lengths 3 and 1 at a right angle have the singular values 3 and 1; afterwards both are near 1, and the angle is still right.
    [Fact]
    public void Singular_values_come_near_one_and_directions_stay()
    {
        var plan = new OrthogonalizationPlan(3, 2);
        float[] given = [3, 0, 0, 0.6f, 0, 0.8f];
        given.CopyTo(plan.Given.Span);
        OrthogonalizationKernel.Run(plan, 1 / MathF.Sqrt(10), Workers.Shared);

        float[] x = plan.Given.Span.ToArray();
        Assert.Equal([0, 0, 0], [x[1], x[2], x[4]]);
        Assert.InRange(x[0], 0.65f, 1.25f);
        Assert.InRange(MathF.Sqrt((x[3] * x[3]) + (x[5] * x[5])), 0.65f, 1.25f);
        Assert.Equal(0.75, x[3] / x[5], 1e-5);
    }

    [Fact]
    public void Zeros_stay_zeros()
    {
        var plan = new OrthogonalizationPlan(4, 3);
        OrthogonalizationKernel.Run(plan, 1e7f, Workers.Shared);
        Assert.Equal(new float[12], plan.Given.Span.ToArray());
    }
}
