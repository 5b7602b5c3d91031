using DigitLab.Neural.Tests.Optimizers;

namespace DigitLab.Neural.Tests.Oracle;

/// <summary>Optimizers follow PyTorch's, step by step, while gradients and rates change.</summary>
public class OptimizerOracleTests
{
    public static TheoryData<string> Cases => [.. OracleCase.NamesOf("optimizers")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_after_every_step(string name)
    {
        OracleCase expected = OracleCase.Of("optimizers", name);
        Tensor start = expected.Tensor("start");
        NamedParameter weights = TestParameter.Of(start.Shape, start.Span, new float[start.Length]);
        Optimizer optimizer = expected.Read<OptimizerSettings>("settings").Build([weights]);
        foreach (OracleCase step in expected.Each("steps"))
        {
            step.Tensor("gradient").Span.CopyTo(weights.Parameter.Gradient.Span);
            optimizer.Step(step.Number("rate"), Workers.Shared);
            step.AssertClose("weights", weights.Parameter.Value.Span);
        }
    }
}
