namespace DigitLab.Neural.Tests.Oracle;

/// <summary>Losses give PyTorch's values and gradients.</summary>
public class LossOracleTests
{
    public static TheoryData<string> Cases => [.. OracleCase.NamesOf("losses")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_gradient(string name)
    {
        OracleCase expected = OracleCase.Of("losses", name);
        Tensor outputs = expected.Tensor("outputs"), gradient = new(outputs.Shape);
        Loss loss = expected.Read<LossSettings>("settings").Build();

        double value = loss.Compute(outputs, Array.ConvertAll(expected.Whole("labels"), label => (byte)label), gradient);

        expected.AssertClose("value", value);
        expected.AssertClose("gradient", gradient.Span);
    }
}
