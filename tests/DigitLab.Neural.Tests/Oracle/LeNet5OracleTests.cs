namespace DigitLab.Neural.Tests.Oracle;

/// <summary>A whole LeNet-5 computes and learns as it does in PyTorch; weights and pictures come from one formula in both programs.</summary>
public class LeNet5OracleTests
{
    private static readonly OracleCase Expected = OracleCase.Of("lenet5", "lenet5");
    private static readonly byte[] Labels = Array.ConvertAll(Expected.Whole("labels"), label => (byte)label);

    [Fact]
    public void Logits_loss_and_gradients()
    {
        Network network = Build();
        NetworkPlan plan = Plan(network);

        double loss = Learn(network, plan);

        Expected.AssertClose("logits", plan.Output.Span);
        Expected.AssertClose("loss", loss);
        foreach ((OracleCase slice, NamedParameter named) in Expected.Each("gradients").Zip(network.Parameters))
        {
            int every = (int)slice.Number("every");
            slice.AssertClose(named.Parameter.Gradient.Span.ToArray().Where((_, i) => i % every == 0).ToArray());
        }
    }

    [Fact]
    public void Losses_of_twenty_steps_of_Adam()
    {
        Network network = Build();
        NetworkPlan plan = Plan(network);
        var adam = new Adam(network.Parameters, new AdamSettings());
        var losses = new List<double>();
        for (int step = 0; step < 20; step++)
        {
            losses.Add(Learn(network, plan));
            adam.Step(Expected.Number("rate"), Workers.Shared);
        }

        Expected.AssertRelativelyClose("losses", losses);
    }

    private static double Learn(Network network, NetworkPlan plan)
    {
        network.ClearGradients();
        plan.Forward();
        double loss = new SoftmaxCrossEntropy().Compute(plan.Output, Labels, plan.OutputGradient);
        plan.Backward();
        return loss;
    }

    private static NetworkPlan Plan(Network network)
    {
        NetworkPlan plan = network.ForTraining((int)Expected.Number("batch"));
        Fill(plan.Input.Span, stream: 100, scale: 0.5f);
        foreach (ref float pixel in plan.Input.Span)
        {
            pixel += 0.5f;
        }

        return plan;
    }

    private static Network Build()
    {
        var network = new Network(
            "lenet5",
            new Shape(28, 28, 1),
            new Sequential(
                new Conv2D(1, 6, kernelSize: 5, padding: 2),
                new Relu(),
                new MaxPool2D(2),
                new Conv2D(6, 16, kernelSize: 5),
                new Relu(),
                new MaxPool2D(2),
                new Flatten(),
                new Dense(400, 120),
                new Relu(),
                new Dense(120, 84),
                new Relu(),
                new Dense(84, 10)));
        float[] scales = [0.5f, 0.125f, 0.1875f, 0.125f, 0.125f, 0.125f, 0.25f, 0.125f, 0.25f, 0.125f];
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            Fill(network.Parameters[i].Parameter.Value.Span, (uint)i, scales[i]);
        }

        return network;
    }

    // The script's formula: a mixing of 32-bit integers, so that both programs draw the same numbers; every result is exact in a float.
    private static void Fill(Span<float> values, uint stream, float scale)
    {
        for (int i = 0; i < values.Length; i++)
        {
            uint h = ((uint)i * 2654435761) + (stream * 40503) + 1;
            h = (h ^ (h >> 15)) * 739982445;
            h = (h ^ (h >> 12)) * 695872825;
            h ^= h >> 15;
            values[i] = ((int)(h >> 8) - 8388608) / 8388608f * scale;
        }
    }
}
