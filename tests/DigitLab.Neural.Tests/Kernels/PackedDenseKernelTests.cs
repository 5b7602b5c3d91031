namespace DigitLab.Neural.Tests.Kernels;

/// <summary>Packed products that pass over what is 0: the bits of all terms.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class PackedDenseKernelTests
{
    // Batch, inputs, outputs: lists are made from 128 inputs and 192 outputs on, in stretches of 1,024 inputs, for six samples each.
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 1, 300, 7 }, { 1, 129, 48 }, { 1, 1100, 101 }, { 2, 128, 192 }, { 5, 127, 192 }, { 6, 130, 191 }, { 7, 1030, 193 }, { 13, 200, 245 }, { 131, 140, 240 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Rectified_sums_are_those_of_all_terms(int batch, int inputs, int outputs)
    {
        float[] x = Sparse(batch, inputs), w = Draw.Numbers(inputs * outputs, 2), b = Draw.Numbers(outputs, 3);
        AssertTheReferences(batch, inputs, outputs, x, w, b);
    }

    [Theory]
    [InlineData(1, float.PositiveInfinity)]
    [InlineData(1, float.NaN)]
    [InlineData(8, float.NegativeInfinity)]
    [InlineData(8, float.NaN)]
    public void What_is_not_finite_is_multiplied_with_zeros_as_well(int batch, float weight)
    {
        float[] x = Sparse(batch, 200), w = Draw.Numbers(200 * 192, 2), b = Draw.Numbers(192, 3);
        int zero = Enumerable.Range(0, 200).First(i => Enumerable.Range(0, batch).All(r => x[(r * 200) + i] == 0));
        w[(zero * 192) + 5] = weight;
        AssertTheReferences(batch, 200, 192, x, w, b);
    }

    [Fact]
    public void Terms_are_listed_where_any_of_six_samples_is_not_zero() => EveryMachine.Run((workers, machine) =>
    {
        var terms = new NonzeroTerms(7, 1030);
        float[] x = new float[7 * 1030];
        (x[3], x[(5 * 1030) + 1027], x[(2 * 1030) + 1023], x[(6 * 1030) + 1029], x[(6 * 1030) + 17]) = (1, float.NaN, -2, 3, -0f);
        terms.Find(Tensor.From(new Shape(7, 1030), x), workers);
        Assert.Equal([3, 1023], terms.Of(0, 0).ToArray());
        Assert.Equal([1027], terms.Of(0, 1).ToArray());
        Assert.Equal([], terms.Of(1, 0).ToArray());
        Assert.Equal([1029], terms.Of(1, 1).ToArray());
    });

    private static void AssertTheReferences(int batch, int inputs, int outputs, float[] x, float[] w, float[] b)
    {
        float[] expected = new float[batch * outputs], expectedWithoutBias = new float[batch * outputs];
        DenseReference.Forward(batch, inputs, outputs, x, w, b, expected);
        DenseReference.Forward(batch, inputs, outputs, x, w, [], expectedWithoutBias);
        Tensor input = Guarded.Of(new Shape(batch, inputs), x).Tensor, bias = Guarded.Of(new Shape(outputs), b).Tensor, weights = Guarded.Of(new Shape(inputs, outputs), w).Tensor;
        EveryMachine.Run((workers, machine) =>
        {
            var plan = new DensePlan(batch, inputs, outputs, isTraining: false);
            var packed = new PackedMatrix(inputs, outputs);
            packed.Take(weights, workers);
            Assert.Equal(w.All(float.IsFinite), packed.IsFinite);
            Guarded got = Guarded.Unwritten(new Shape(batch, outputs)), gotWithoutBias = Guarded.Unwritten(new Shape(batch, outputs));
            PackedDenseKernel.Forward(plan, input, packed, bias, got.Tensor, workers, ProductEnd.Rectified);
            PackedDenseKernel.Forward(plan, input, packed, null, gotWithoutBias.Tensor, workers, ProductEnd.Rectified);
            Bits.AssertSame(Rectified(expected), got.Span, $"y, {machine}");
            Bits.AssertSame(Rectified(expectedWithoutBias), gotWithoutBias.Span, $"y without bias, {machine}");
            got.AssertOnlyInsideWritten(machine);
        });
    }

    private static float[] Rectified(float[] sums) => [.. sums.Select(sum => sum <= 0 ? 0 : sum)];

    // Two of three inputs are 0 in all samples, of one sign or the other, and some of the rest.
    private static float[] Sparse(int batch, int inputs)
    {
        float[] x = Draw.Numbers(batch * inputs, 1);
        for (int i = 0; i < x.Length; i++)
        {
            if (i % inputs % 3 != 0)
            {
                x[i] = i % 2 == 0 ? 0f : -0f;
            }
        }

        return x;
    }
}
