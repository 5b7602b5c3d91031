using DigitLab.Neural.Tests.Layers;

namespace DigitLab.Neural.Tests.Oracle;

/// <summary>Layers give PyTorch's outputs and gradients, within the bound that each case states.</summary>
public class LayerOracleTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach ((string file, string name) in OracleCase.AllWith("layer"))
            {
                cases.Add(file, name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_and_gradients(string file, string name)
    {
        OracleCase expected = OracleCase.Of(file, name);
        Layer layer = expected.Read<LayerDescription>("layer").Build();
        Fill(expected, "parameters", [.. layer.Parameters.Select(each => (each.Name, each.Value))]);
        Fill(expected, "statistics", [.. layer.Statistics.Select(each => (each.Name, each.Value))]);

        var run = new LayerRun(layer, expected.Tensor("input"), isTraining: expected.Flag("isTraining", otherwise: true));

        Assert.Equal(expected.Tensor("output").Shape, run.Output.Shape);
        expected.AssertClose("output", run.Numbers);
        AssertClose(expected, "statisticsAfter", [.. layer.Statistics.Select(each => (each.Name, each.Value))]);
        if (expected.Has("outputGradient"))
        {
            expected.AssertClose("inputGradient", run.Backward(expected.Tensor("outputGradient").Span));
            AssertClose(expected, "gradients", [.. layer.Parameters.Select(each => (each.Name, each.Gradient))]);
        }
    }

    private static void Fill(OracleCase expected, string property, (string Name, Tensor Value)[] targets)
    {
        foreach ((OracleCase given, (string name, Tensor value)) in Paired(expected, property, targets))
        {
            Assert.EndsWith(name, given.Key);
            Tensor numbers = given.Tensor();
            Assert.Equal(numbers.Shape, value.Shape);
            numbers.Span.CopyTo(value.Span);
        }
    }

    private static void AssertClose(OracleCase expected, string property, (string Name, Tensor Value)[] results)
    {
        foreach ((OracleCase given, (string name, Tensor value)) in Paired(expected, property, results))
        {
            Assert.EndsWith(name, given.Key);
            given.AssertClose(value.Span);
        }
    }

    // By order; a case may leave out what it does not speak of, but not a part of it.
    private static IEnumerable<(OracleCase Given, (string Name, Tensor Value) Own)> Paired(
        OracleCase expected, string property, (string Name, Tensor Value)[] own)
    {
        OracleCase[] given = [.. expected.Members(property)];
        Assert.True(given.Length == 0 || given.Length == own.Length, $"{expected.Name}: {property} has {given.Length} tensors, the layer {own.Length}");
        return given.Zip(own);
    }
}
