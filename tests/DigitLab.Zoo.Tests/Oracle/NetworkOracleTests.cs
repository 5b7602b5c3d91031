using System.Text.Json;
using System.Text.Json.Nodes;
using DigitLab.Neural;
using DigitLab.Neural.Tests.Oracle;

namespace DigitLab.Zoo.Tests.Oracle;

/// <summary>Every network of the zoo computes and learns as it does in PyTorch; weights and pictures come from one formula in both programs.</summary>
public class NetworkOracleTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_oracle_knows_the_network_as_it_is(string name)
    {
        JsonNode saved = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "architectures", $"{name}.json")))!;
        var described = saved[0]!["architecture"]!.Deserialize<LayerDescription>(JsonSerializerOptions.Web);
        Assert.Equal(ModelZoo.Find(name).Build().Body.Describe(), described);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_loss_gradients_and_twenty_steps(string name)
    {
        OracleCase expected = OracleCase.Of("networks", name);
        byte[] labels = Array.ConvertAll(expected.Whole("labels"), label => (byte)label);
        Network network = WithFormulasWeights(ModelZoo.Find(name));
        NetworkPlan plan = network.ForTraining(labels.Length);
        Fill(plan.Input.Span, (uint)expected.Number("stream"), scale: 0.5f, around: 0.5f);
        var loss = new SoftmaxCrossEntropy();
        Optimizer descent = new SgdSettings().Build(network.Parameters);
        var losses = new List<double>();
        for (int step = 0; step < 20; step++)
        {
            network.ClearGradients();
            plan.Forward();
            losses.Add(loss.Compute(plan.Output, labels, plan.OutputGradient));
            plan.Backward();
            if (step == 0)
            {
                expected.AssertClose("logits", plan.Output.Span);
                expected.AssertClose("loss", losses[0]);
                AssertGradients(expected, network);
            }

            descent.Step(expected.Number("rate"), Workers.Shared);
        }

        expected.AssertRelativelyClose("losses", losses);
    }

    private static void AssertGradients(OracleCase expected, Network network)
    {
        OracleCase[] slices = [.. expected.Each("gradients")];
        Assert.Equal(slices.Length, network.Parameters.Count);
        foreach ((OracleCase slice, NamedParameter named) in slices.Zip(network.Parameters))
        {
            int every = (int)slice.Number("every");
            slice.AssertClose(named.Parameter.Gradient.Span.ToArray().Where((_, i) => i % every == 0).ToArray());
        }
    }

    // Weights by their fan-in; biases, scales and shifts small, around where they start.
    private static Network WithFormulasWeights(ZooModel model)
    {
        Network built = model.Build();
        var network = new Network(built.Name, built.InputShape, (Sequential)WithoutDropout(built.Body.Describe()).Build());
        uint stream = 0;
        foreach (Layer layer in Leaves(network.Body))
        {
            foreach (Parameter parameter in layer.Parameters)
            {
                (float scale, float around) = (layer, parameter.Name) switch
                {
                    ({ Name: "theta" }, "weights") => (ScaleFor(parameter.Value.Shape[0] * 4096), 0),
                    ({ Name: "theta" }, _) => (ScaleFor(6 * 4096), float.NaN),
                    (_, "weights") => (ScaleFor(Fan.Of(parameter.Value.Shape).In), 0),
                    (_, "gamma") => (0.125f, 1),
                    (_, "coefficients") => (0.125f, 0.25f),
                    _ => (0.125f, 0f),
                };
                Fill(parameter.Value.Span, stream++, scale, around, Identity(parameter.Value.Length));
            }
        }

        return network;
    }

    private static float[] Identity(int length) => length switch
    {
        6 => new AffineGrid().Identity.ToArray(),
        18 => new ThinPlateGrid().Identity.ToArray(),
        _ => [],
    };

    private static IEnumerable<Layer> Leaves(Layer layer) => layer.Children.Count == 0 ? [layer] : layer.Children.SelectMany(Leaves);

    private static LayerDescription WithoutDropout(LayerDescription layer) => layer switch
    {
        DropoutDescription dropout => dropout with { Rate = 0 },
        ChannelDropoutDescription dropout => dropout with { Rate = 0 },
        SequentialDescription chain => chain with { Layers = [.. chain.Layers.Select(WithoutDropout)] },
        _ => layer,
    };

    private static float ScaleFor(int fanIn) => (float)Math.Pow(2, Math.Round(Math.Log2(Math.Sqrt(6.0 / fanIn))));

    // The script's formula: a mixing of 32-bit integers, so that both programs draw the same numbers; around NaN stands for the identity.
    private static void Fill(Span<float> values, uint stream, float scale, float around, float[]? identity = null)
    {
        for (int i = 0; i < values.Length; i++)
        {
            uint h = ((uint)i * 2654435761) + (stream * 40503) + 1;
            h = (h ^ (h >> 15)) * 739982445;
            h = (h ^ (h >> 12)) * 695872825;
            h ^= h >> 15;
            values[i] = (((int)(h >> 8) - 8388608) / 8388608f * scale) + (float.IsNaN(around) ? identity![i] : around);
        }
    }
}
