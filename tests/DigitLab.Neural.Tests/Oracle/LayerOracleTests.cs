using DigitLab.Neural.Tests.Layers;

namespace DigitLab.Neural.Tests.Oracle;

/// <summary>Layers give PyTorch's outputs and gradients, up to the rounding of their own sums.</summary>
public class LayerOracleTests
{
    public static TheoryData<string> Convolutions => [.. OracleCase.NamesOf("conv2d")];

    public static TheoryData<string> DenseLayers => [.. OracleCase.NamesOf("dense")];

    public static TheoryData<string> Poolings => [.. OracleCase.NamesOf("max_pool2d")];

    public static TheoryData<string> Rectifiers => [.. OracleCase.NamesOf("relu")];

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Conv2D(string name)
    {
        OracleCase expected = OracleCase.Of("conv2d", name);
        Shape weights = expected.Tensor("weights").Shape;
        var layer = new Conv2D(weights[2], weights[3], expected.Window);
        CheckWithParameters(expected, layer, layer.Weights, layer.Bias!);
    }

    [Theory]
    [MemberData(nameof(DenseLayers))]
    public void Dense(string name)
    {
        OracleCase expected = OracleCase.Of("dense", name);
        Shape weights = expected.Tensor("weights").Shape;
        var layer = new Dense(weights[0], weights[1]);
        CheckWithParameters(expected, layer, layer.Weights, layer.Bias!);
    }

    [Theory]
    [MemberData(nameof(Poolings))]
    public void MaxPool2D(string name)
    {
        OracleCase expected = OracleCase.Of("max_pool2d", name);
        Check(expected, new MaxPool2D(expected.Window));
    }

    [Theory]
    [MemberData(nameof(Rectifiers))]
    public void Relu(string name) => Check(OracleCase.Of("relu", name), new Relu());

    private static void CheckWithParameters(OracleCase expected, Layer layer, Parameter weights, Parameter bias)
    {
        expected.Tensor("weights").Span.CopyTo(weights.Value.Span);
        expected.Tensor("bias").Span.CopyTo(bias.Value.Span);
        Check(expected, layer);
        expected.AssertClose("weightsGradient", weights.Gradient.Span);
        expected.AssertClose("biasGradient", bias.Gradient.Span);
    }

    private static void Check(OracleCase expected, Layer layer)
    {
        var run = new LayerRun(layer, expected.Tensor("input"));
        float[] inputGradient = run.Backward(expected.Tensor("outputGradient").Span);
        Assert.Equal(expected.Tensor("output").Shape, run.Output.Shape);
        expected.AssertClose("output", run.Numbers);
        expected.AssertClose("inputGradient", inputGradient);
    }
}
