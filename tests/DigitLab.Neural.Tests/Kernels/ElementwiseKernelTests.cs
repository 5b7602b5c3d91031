namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class ElementwiseKernelTests
{
    private static readonly float[] Edges =
    [
        0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    // Around every width, and around the length of a piece of work.
    public static TheoryData<int> Lengths =>
        [1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, ElementwiseKernel.PieceLength - 1, ElementwiseKernel.PieceLength, (2 * ElementwiseKernel.PieceLength) + 5];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Relu_gives_the_bits_of_the_reference(int length)
    {
        float[] x = WithEdges(length, 1), expected = new float[length];
        ElementwiseReference.Relu(x, expected);
        EveryMachineGives(length, expected, (y, workers) => ElementwiseKernel.Relu(Guarded.Of(new Shape(length), x).Tensor, y, workers));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_gradient_of_relu_gives_the_bits_of_the_reference(int length)
    {
        float[] y = WithEdges(length, 1), gradient = WithEdges(length, 2).Reverse().ToArray(), expected = new float[length];
        var shape = new Shape(length);
        ElementwiseReference.ReluGradient(y, gradient, expected);
        EveryMachineGives(
            length,
            expected,
            (x, workers) => ElementwiseKernel.ReluGradient(Guarded.Of(shape, y).Tensor, Guarded.Of(shape, gradient).Tensor, x, workers));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Multiplication_gives_the_bits_of_the_reference(int length)
    {
        float[] a = WithEdges(length, 1), b = WithEdges(length, 2).Reverse().ToArray(), expected = new float[length];
        var shape = new Shape(length);
        ElementwiseReference.Multiply(a, b, expected);
        EveryMachineGives(
            length, expected, (y, workers) => ElementwiseKernel.Multiply(Guarded.Of(shape, a).Tensor, Guarded.Of(shape, b).Tensor, y, workers));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Parts_are_added_up_in_order_and_then_to_the_sum(int length)
    {
        const int start = 3, count = 4;
        int stride = length + 2;
        float[] parts = Draw.Numbers(start + (count * stride), 1), old = Draw.Numbers(length, 2), expected = [.. old];
        for (int i = 0; i < length; i++)
        {
            float total = 0;
            for (int p = 0; p < count; p++)
            {
                total += parts[start + (p * stride) + i];
            }

            expected[i] += total;
        }

        Tensor all = Guarded.Of(new Shape(parts.Length), parts).Tensor;
        EveryMachine.Run((workers, machine) =>
        {
            Guarded sum = Guarded.Of(new Shape(length), old);
            ElementwiseKernel.AddParts(all, start, stride, count, sum.Tensor, workers);
            Bits.AssertSame(expected, sum.Span, machine);
            sum.AssertOnlyInsideWritten(machine);
        });
    }

    [Fact]
    public void Relu_lets_NaN_through_and_makes_minus_zero_zero()
    {
        var y = new Tensor(new Shape(Edges.Length));
        ElementwiseKernel.Relu(Tensor.From(new Shape(Edges.Length), Edges), y, Workers.Shared);
        Bits.AssertSame(
            [0f, 0f, 1f, 0f, float.Epsilon, 0f, float.MaxValue, 0f, float.PositiveInfinity, 0f, float.NaN], y.Span, "relu of the edges");
    }

    private static void EveryMachineGives(int length, float[] expected, Action<Tensor, Workers> run) => EveryMachine.Run((workers, machine) =>
    {
        Guarded y = Guarded.Unwritten(new Shape(length));
        run(y.Tensor, workers);
        Bits.AssertSame(expected, y.Span, machine);
        y.AssertOnlyInsideWritten(machine);
    });

    private static float[] WithEdges(int length, long stream)
    {
        float[] numbers = Draw.Numbers(length, stream);
        for (int i = 0; i < length; i += 3)
        {
            numbers[i] = Edges[i / 3 % Edges.Length];
        }

        return numbers;
    }
}
