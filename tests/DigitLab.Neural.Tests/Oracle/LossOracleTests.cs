namespace DigitLab.Neural.Tests.Oracle;

/// <summary>Losses give PyTorch's values and gradients.</summary>
public class LossOracleTests
{
    public static TheoryData<string> Cases => [.. OracleCase.NamesOf("softmax_cross_entropy")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void SoftmaxCrossEntropy(string name)
    {
        OracleCase expected = OracleCase.Of("softmax_cross_entropy", name);
        Tensor logits = expected.Tensor("logits"), gradient = new(logits.Shape);

        double loss = new SoftmaxCrossEntropy().Compute(logits, Array.ConvertAll(expected.Whole("labels"), label => (byte)label), gradient);

        expected.AssertClose("loss", loss);
        expected.AssertClose("gradient", gradient.Span);
    }
}
