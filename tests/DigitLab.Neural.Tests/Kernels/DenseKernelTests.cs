using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class DenseKernelTests
{
    // Batch, inputs, outputs.
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 2, 3, 3 }, { 3, 4, 4 }, { 4, 5, 5 }, { 5, 7, 7 }, { 7, 8, 8 }, { 8, 9, 9 }, { 9, 15, 15 }, { 2, 16, 16 }, { 3, 17, 17 },
        { 2, 33, 33 }, { 1, 33, 5 }, { 17, 3, 33 },
        { 63, 9, 10 }, { 64, 10, 9 }, { 65, 5, 6 },            // on both sides of a block of samples
        { 3, 63, 65 }, { 2, 64, 64 }, { 3, 65, 63 }, { 2, 129, 130 },   // and of inputs and outputs
        { 1000, 3, 6 }, { 1, 176, 24 }, { 2, 24, 176 },
        { 2, 300, 7 }, { 2, 7, 300 }, { 300, 2, 5 },           // more terms than are done in one go
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_and_thread_count_gives_the_bits_of_the_reference(int batch, int inputs, int outputs) =>
        AssertTheReferences(batch, inputs, outputs);

    [Fact]
    public void Random_sizes_give_the_bits_of_the_reference() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(
            Arb.From(Gen.Three(Gen.Choose(1, 70)).Where(size => (long)size.Item1 * size.Item2 * size.Item3 < 20_000)),
            size => AssertTheReferences(size.Item1, size.Item2, size.Item3)));

    private static void AssertTheReferences(int batch, int inputs, int outputs)
    {
        Shape input = new(batch, inputs), output = new(batch, outputs), matrix = new(inputs, outputs), row = new(outputs);
        float[] x = Draw.Numbers(input.Count, 1), w = Draw.Numbers(matrix.Count, 2), b = Draw.Numbers(outputs, 3);
        float[] yGradient = Draw.Numbers(output.Count, 4), wStart = Draw.Numbers(matrix.Count, 5), bStart = Draw.Numbers(outputs, 6);
        float[] y = new float[output.Count], yWithoutBias = new float[output.Count], xGradient = new float[input.Count];
        float[] wGradient = [.. wStart], bGradient = [.. bStart];
        DenseReference.Forward(batch, inputs, outputs, x, w, b, y);
        DenseReference.Forward(batch, inputs, outputs, x, w, [], yWithoutBias);
        DenseReference.AddWeightGradient(batch, inputs, outputs, x, yGradient, wGradient, bGradient);
        DenseReference.InputGradient(batch, inputs, outputs, w, yGradient, xGradient);

        Tensor weights = Guarded.Of(matrix, w).Tensor, bias = Guarded.Of(row, b).Tensor;
        Tensor given = Guarded.Of(input, x).Tensor, outputGradient = Guarded.Of(output, yGradient).Tensor;
        EveryMachine.Run((workers, machine) =>
        {
            string where = $"{batch}×{inputs}→{outputs}, {machine}";
            var plan = new DensePlan(batch, inputs, outputs, isTraining: true);
            var packed = new PackedMatrix(inputs, outputs);
            Guarded gotY = Guarded.Unwritten(output), gotYWithoutBias = Guarded.Unwritten(output), gotX = Guarded.Unwritten(input);
            Guarded gotYPacked = Guarded.Unwritten(output), gotYPackedWithoutBias = Guarded.Unwritten(output);
            Guarded gotW = Guarded.Of(matrix, wStart), gotB = Guarded.Of(row, bStart), gotWAlone = Guarded.Of(matrix, wStart);

            DenseKernel.Forward(plan, given, weights, bias, gotY.Tensor, workers);
            DenseKernel.Forward(plan, given, weights, null, gotYWithoutBias.Tensor, workers);
            packed.Take(weights, workers);
            PackedDenseKernel.Forward(plan, given, packed, bias, gotYPacked.Tensor, workers);
            PackedDenseKernel.Forward(plan, given, packed, null, gotYPackedWithoutBias.Tensor, workers);
            DenseKernel.AddWeightGradient(plan, given, outputGradient, gotW.Tensor, gotB.Tensor, workers);
            DenseKernel.AddWeightGradient(plan, given, outputGradient, gotWAlone.Tensor, null, workers);
            DenseKernel.InputGradient(plan, weights, outputGradient, gotX.Tensor, workers);

            Compare(y, gotY, $"y of {where}");
            Compare(yWithoutBias, gotYWithoutBias, $"y without bias of {where}");
            Compare(y, gotYPacked, $"y by packed weights of {where}");
            Compare(yWithoutBias, gotYPackedWithoutBias, $"y by packed weights without bias of {where}");
            Compare(wGradient, gotW, $"∂w of {where}");
            Compare(wGradient, gotWAlone, $"∂w without bias of {where}");
            Compare(bGradient, gotB, $"∂b of {where}");
            Compare(xGradient, gotX, $"∂x of {where}");
        });
    }

    private static void Compare(float[] expected, Guarded got, string where)
    {
        Bits.AssertSame(expected, got.Span, where);
        got.AssertOnlyInsideWritten(where);
    }
}
