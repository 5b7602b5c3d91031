namespace DigitLab.Neural.Tests.Kernels;

/// <summary>Every optimizer's step gives the bits of its reference, alone and after clipping and regularization.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class UpdateKernelTests
{
    private static readonly AdamConstants Adam = new(0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, 0.01f, 31.6f);
    private static readonly GradientTerms Terms = new(0.5f, 0.7f, 0.3f, 0.1f, 0.99f);

    private delegate void Reference(Span<float> value, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second);

    public static TheoryData<int> Lengths =>
        [1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, ElementwiseKernel.PieceLength - 1, ElementwiseKernel.PieceLength, (2 * ElementwiseKernel.PieceLength) + 5];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Descent(int length) =>
        Compare(length, new DescentRule(0.3f), (w, g, _, _) => OptimizerReference.Descend(w, g, 0.3f));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Momentum(int length) =>
        Compare(length, new MomentumRule(0.3f, 0.9f, false), (w, g, v, _) => OptimizerReference.DescendWithMomentum(w, g, v, 0.3f, 0.9f, false));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Nesterov(int length) =>
        Compare(length, new MomentumRule(0.3f, 0.9f, true), (w, g, v, _) => OptimizerReference.DescendWithMomentum(w, g, v, 0.3f, 0.9f, true));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void RmsProp(int length)
    {
        Compare(length, new RmsPropRule(0.3f, 0.99f, 0.01f, 1e-8f, 0.9f), (w, g, s, v) => OptimizerReference.RmsProp(w, g, s, v, 0.3f, 0.99f, 0.01f, 1e-8f, 0.9f));
        Compare(
            length,
            new RmsPropRule(0.3f, 0.99f, 0.01f, 1e-8f, 0),
            (w, g, s, _) => OptimizerReference.RmsProp(w, g, s, new float[w.Length], 0.3f, 0.99f, 0.01f, 1e-8f, 0));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Adagrad(int length) =>
        Compare(length, new AdagradRule(0.3f, 1e-10f), (w, g, s, _) => OptimizerReference.Adagrad(w, g, s, 0.3f, 1e-10f));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AdamSteps(int length) => Compare(length, new AdamRule(Adam), (w, g, m, v) => OptimizerReference.Adam(w, g, m, v, Adam));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Lion(int length) =>
        Compare(length, new LionRule(0.3f, 0.9f, 0.1f, 0.99f, 0.01f), (w, g, m, _) => OptimizerReference.Lion(w, g, m, 0.3f, 0.9f, 0.1f, 0.99f, 0.01f));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Muon(int length) =>
        Compare(length, new MuonRule(0.95f, 0.05f), (w, g, m, u) => OptimizerReference.Muon(g, m, u, 0.95f, 0.05f));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 17)]
    [InlineData(25, 6)]
    [InlineData(7, 65)]
    [InlineData(2, 130)]
    public void Limited_columns(int rows, int columns)
    {
        var shape = new Shape(rows, columns);
        float[] expected = Draw.Numbers(shape.Count, 1);
        OptimizerReference.LimitColumns(expected, columns, 0.8f);
        EveryMachine.Run((workers, machine) =>
        {
            Guarded weights = Guarded.Of(shape, Draw.Numbers(shape.Count, 1));
            NormKernel.LimitColumns(weights.Tensor, 0.8f, workers);
            Bits.AssertSame(expected, weights.Span, machine);
            weights.AssertOnlyInsideWritten(machine);
        });
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_sum_of_squares_is_near_the_true_one_and_the_same_on_every_machine(int length)
    {
        float[] numbers = Draw.Numbers(length, 1);
        double expected = numbers.Sum(number => (double)number * number), first = double.NaN;
        Tensor memory = NormKernel.MemoryFor(length);
        EveryMachine.Run((workers, machine) =>
        {
            double sum = NormKernel.SumOfSquares(Guarded.Of(new Shape(length), numbers).Tensor, memory, workers);
            Assert.True(Math.Abs(sum - expected) <= 129 * Math.Pow(2, -24) * expected, $"{machine}: {sum}, expected {expected}");
            first = double.IsNaN(first) ? sum : first;
            Assert.Equal(first, sum);
        });
    }

    private static void Compare<TRule>(int length, TRule rule, Reference reference)
        where TRule : struct, IUpdateRule
    {
        Compare(length, rule, reference, GradientTerms.None);
        Compare(length, rule, reference, Terms);
    }

    private static void Compare<TRule>(int length, TRule rule, Reference reference, GradientTerms terms)
        where TRule : struct, IUpdateRule
    {
        var shape = new Shape(length);
        float[] w = Draw.Numbers(length, 1), g = Draw.Numbers(length, 2), first = Squares(length, 3), second = Squares(length, 4);
        float[] prepared = [.. g];
        if (terms != GradientTerms.None)
        {
            OptimizerReference.Prepare(terms, w, prepared);
        }

        reference(w, prepared, first, second);
        EveryMachine.Run((workers, machine) =>
        {
            Guarded value = Guarded.Of(shape, Draw.Numbers(length, 1)), gradient = Guarded.Of(shape, g);
            Guarded s0 = Guarded.Of(shape, Squares(length, 3)), s1 = Guarded.Of(shape, Squares(length, 4));
            UpdateKernel.Run(rule, terms, value.Tensor, gradient.Tensor, [s0.Tensor, s1.Tensor], workers);
            Check(w, value, $"w, {machine}");
            Check(g, gradient, $"g, {machine}");
            Check(rule.Slots > 0 ? first : Squares(length, 3), s0, $"first, {machine}");
            Check(rule.Slots > 1 ? second : Squares(length, 4), s1, $"second, {machine}");
        });
    }

    private static void Check(float[] expected, Guarded got, string where)
    {
        Bits.AssertSame(expected, got.Span, where);
        got.AssertOnlyInsideWritten(where);
    }

    private static float[] Squares(int length, long stream) => [.. Draw.Numbers(length, stream).Select(number => number * number)];
}
