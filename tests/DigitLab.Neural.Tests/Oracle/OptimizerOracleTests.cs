using DigitLab.Neural.Tests.Optimizers;

namespace DigitLab.Neural.Tests.Oracle;

/// <summary>Optimizers follow PyTorch's, step by step, while gradients and rates change.</summary>
public class OptimizerOracleTests
{
    public static TheoryData<string, OptimizerSettings> Cases => new()
    {
        { "sgd", new SgdSettings() },
        { "momentum", new SgdSettings(Momentum: 0.9) },
        { "adam", new AdamSettings() },
        { "adam beta .7 .9", new AdamSettings(Beta1: 0.7, Beta2: 0.9, Epsilon: 1e-4) },
    };

    [Fact]
    public void Every_case_of_the_file_is_tested() => Assert.Equal(OracleCase.NamesOf("optimizers"), Cases.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_after_every_step(string name, OptimizerSettings settings)
    {
        OracleCase expected = OracleCase.Of("optimizers", name);
        Tensor start = expected.Tensor("start");
        NamedParameter weights = TestParameter.Of(start.Span, new float[start.Length]);
        Optimizer optimizer = settings.Build([weights]);
        foreach (OracleCase step in expected.Each("steps"))
        {
            step.Tensor("gradient").Span.CopyTo(weights.Parameter.Gradient.Span);
            optimizer.Step(step.Number("rate"), Workers.Shared);
            step.AssertClose("weights", weights.Parameter.Value.Span);
        }
    }
}
