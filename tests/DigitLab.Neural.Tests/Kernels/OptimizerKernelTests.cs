namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class OptimizerKernelTests
{
    public static TheoryData<int> Lengths =>
        [1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, ElementwiseKernel.PieceLength - 1, ElementwiseKernel.PieceLength, (2 * ElementwiseKernel.PieceLength) + 5];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Descent_gives_the_bits_of_the_reference(int length)
    {
        float[] expected = Draw.Numbers(length, 1), gradient = Draw.Numbers(length, 2);
        OptimizerReference.Descend(expected, gradient, 0.3f);
        EveryMachine.Run((workers, machine) =>
        {
            Guarded value = Guarded.Of(new Shape(length), Draw.Numbers(length, 1));
            OptimizerKernel.Descend(value.Tensor, Guarded.Of(new Shape(length), gradient).Tensor, 0.3f, workers);
            Compare(expected, value, machine);
        });
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Descent_with_momentum_gives_the_bits_of_the_reference(int length)
    {
        float[] expected = Draw.Numbers(length, 1), gradient = Draw.Numbers(length, 2), expectedVelocity = Draw.Numbers(length, 3);
        OptimizerReference.DescendWithMomentum(expected, gradient, expectedVelocity, 0.3f, 0.9f);
        EveryMachine.Run((workers, machine) =>
        {
            Guarded value = Guarded.Of(new Shape(length), Draw.Numbers(length, 1)), velocity = Guarded.Of(new Shape(length), Draw.Numbers(length, 3));
            OptimizerKernel.DescendWithMomentum(
                value.Tensor, Guarded.Of(new Shape(length), gradient).Tensor, velocity.Tensor, 0.3f, 0.9f, workers);
            Compare(expected, value, machine);
            Compare(expectedVelocity, velocity, machine);
        });
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Adam_gives_the_bits_of_the_reference(int length)
    {
        var constants = new AdamConstants(0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, 0.01f, 31.6f);
        float[] expected = Draw.Numbers(length, 1), gradient = Draw.Numbers(length, 2);
        float[] expectedMean = Draw.Numbers(length, 3), expectedSquare = Squares(length);
        OptimizerReference.Adam(expected, gradient, expectedMean, expectedSquare, constants);
        EveryMachine.Run((workers, machine) =>
        {
            var shape = new Shape(length);
            Guarded value = Guarded.Of(shape, Draw.Numbers(length, 1)), mean = Guarded.Of(shape, Draw.Numbers(length, 3));
            Guarded square = Guarded.Of(shape, Squares(length));
            OptimizerKernel.Adam(value.Tensor, Guarded.Of(shape, gradient).Tensor, mean.Tensor, square.Tensor, constants, workers);
            Compare(expected, value, machine);
            Compare(expectedMean, mean, machine);
            Compare(expectedSquare, square, machine);
        });
    }

    private static float[] Squares(int length) => [.. Draw.Numbers(length, 4).Select(number => number * number)];

    private static void Compare(float[] expected, Guarded got, string where)
    {
        Bits.AssertSame(expected, got.Span, where);
        got.AssertOnlyInsideWritten(where);
    }
}
