namespace DigitLab.Neural.Tests.Networks;

/// <summary>The parts learn together: on pictures of noise with labels by lot, which only memory can get right.</summary>
public class LearningTests
{
    [Fact]
    public void Ten_steps_on_a_fixed_batch_follow_the_recorded_losses()
    {
        // Recorded, to the last bit: whoever means to change the arithmetic writes the new ones here.
        double[] recorded =
        [
            4.448013053403896, 2.7926195243841923, 2.026102154078367, 1.761118390534002, 1.4992536637724456,
            1.2825878547465082, 0.9905620721623519, 0.7255598780198369, 0.5629583687378619, 0.41926349108787636,
        ];
        Assert.Equal(recorded, Learn(count: 20, steps: 10, new SgdSettings(Momentum: 0.9), rate: 0.02, out _));
    }

    [Fact]
    public void A_small_network_overfits_64_digits()
    {
        List<double> losses = Learn(count: 64, steps: 80, new AdamSettings(), rate: 0.01, out double accuracy);
        Assert.InRange(losses[0], 1.5, 4);   // about ln 10: no better than by lot
        Assert.Equal(1, accuracy);
        Assert.InRange(losses[^1], 0, 0.02);
    }

    private static List<double> Learn(int count, int steps, OptimizerSettings settings, double rate, out double accuracy)
    {
        var network = new Network(
            "small",
            new Shape(12, 12, 1),
            new Sequential(
                new Conv2D(1, 8, kernelSize: 3, padding: 1),
                new Relu(),
                new MaxPool2D(2),
                new Flatten(),
                new Dense(288, 32),
                new Relu(),
                new Dense(32, 10, initializer: Initializer.GlorotUniform)));
        network.Initialize(seed: 1);
        NetworkPlan plan = network.ForTraining(count);
        Draw.Numbers(plan.Input.Length, 1).CopyTo(plan.Input.Span);
        byte[] labels = new byte[count];
        RandomSource random = new RandomKey(2, RandomPurpose.Test).Open();
        foreach (ref byte label in labels.AsSpan())
        {
            label = (byte)random.NextInt32(10);
        }

        Optimizer optimizer = settings.Build(network.Parameters);
        var loss = new SoftmaxCrossEntropy();
        var losses = new List<double>();
        for (int step = 0; step < steps; step++)
        {
            network.ClearGradients();
            plan.Forward();
            losses.Add(loss.Compute(plan.Output, labels, plan.OutputGradient));
            plan.Backward();
            optimizer.Step(rate, Workers.Shared);
        }

        plan.Forward();
        accuracy = Enumerable.Range(0, count).Count(n => Largest(plan.Output.Span.Slice(n * 10, 10)) == labels[n]) / (double)count;
        return losses;
    }

    private static int Largest(ReadOnlySpan<float> logits)
    {
        int largest = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            largest = logits[i] > logits[largest] ? i : largest;
        }

        return largest;
    }
}
