namespace DigitLab.Neural.Tests.Kernels.Activations;

public sealed class ActivationKernelTests
{
    // A rounding of a slope's inner terms weighs as much as the largest number among them, which is at most about 2 here.
    private const double Tolerance = 12 * 5.9604644775390625e-8;   // twelve roundings of 2⁻²⁴

    [Fact]
    public void LeakyRelu() => Compare(new LeakyReluFunction(0.3f), x => ActivationReference.LeakyRelu(x, 0.3f));

    [Fact]
    public void Sigmoid() => Compare(default(SigmoidFunction), ActivationReference.Sigmoid);

    [Fact]
    public void Tanh()
    {
        Compare(new TanhFunction(1, 1), x => ActivationReference.Tanh(x, 1, 1));
        Compare(new TanhFunction(1.7159f, 2f / 3), x => ActivationReference.Tanh(x, 1.7159f, 2f / 3));
    }

    [Fact]
    public void Gelu()
    {
        Compare(default(GeluFunction), ActivationReference.Gelu);
        Compare(default(TanhGeluFunction), ActivationReference.TanhGelu);
    }

    private static void Compare<TActivation>(TActivation activation, Func<double, (double Value, double Slope)> reference)
        where TActivation : struct, IActivation
    {
        const int count = 12_001;
        Tensor x = new(new Shape(count)), y = new(x.Shape), ones = new(x.Shape), slope = new(x.Shape);
        ones.Span.Fill(1);
        for (int i = 0; i < count; i++)
        {
            x.Span[i] = (i - (count / 2)) / 1000f;   // −6 to 6
        }

        ActivationKernel.Forward(activation, x, y, Workers.Shared);
        ActivationKernel.Backward(activation, x, y, ones, slope, Workers.Shared);
        for (int i = 0; i < count; i++)
        {
            (double value, double steep) = reference(x.Span[i]);
            Assert.True(Math.Abs(y.Span[i] - value) <= Tolerance * Math.Max(1, Math.Abs(value)), $"f({x.Span[i]}) is {y.Span[i]:R}, expected {value:R}");
            Assert.True(Math.Abs(slope.Span[i] - steep) <= 2 * Tolerance, $"f′({x.Span[i]}) is {slope.Span[i]:R}, expected {steep:R}");
        }
    }
}
