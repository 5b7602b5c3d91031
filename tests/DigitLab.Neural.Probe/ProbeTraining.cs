namespace DigitLab.Neural.Probe;

/// <summary>A short training in which every kernel, the loss, the optimizers and the random numbers take part.</summary>
internal static class ProbeTraining
{
    private const ulong Seed = 7;
    private const int Batch = 19;   // more than 16, so that a weight gradient's parts hold several samples
    private const int Classes = 10;

    public static Network Run()
    {
        // Channel numbers on both sides of every width, so that whole vectors and remainders both occur.
        var network = new Network(
            "probe",
            new Shape(12, 12, 1),
            new Sequential(
                new Conv2D(1, 9, kernelSize: 3, padding: 1),
                new Relu(),
                new MaxPool2D(2),
                new Conv2D(9, 17, kernelSize: 3, stride: 2, padding: 1),
                new Relu(),
                new Dropout(0.25),
                new Flatten(),
                new Dense(3 * 3 * 17, 33),
                new Relu(),
                new Dense(33, Classes, initializer: Initializer.GlorotUniform)));
        network.Initialize(Seed);
        NetworkPlan plan = network.ForTraining(Batch);
        Train(network, plan, new AdamSettings().Build(network.Parameters), rate: 0.002, firstStep: 0);
        Train(network, plan, new SgdSettings(Momentum: 0.9).Build(network.Parameters), rate: 0.01, firstStep: 6);
        return network;
    }

    private static void Train(Network network, NetworkPlan plan, Optimizer optimizer, double rate, int firstStep)
    {
        Span<byte> labels = stackalloc byte[Batch];
        for (int step = firstStep; step < firstStep + 6; step++)
        {
            RandomSource random = new RandomKey(Seed, RandomPurpose.Test, Sample: step).Open();
            foreach (ref float pixel in plan.Input.Span)
            {
                pixel = (float)random.NextNormal();
            }

            foreach (ref byte label in labels)
            {
                label = (byte)random.NextInt32(Classes);
            }

            network.ClearGradients();
            plan.Forward(new RandomKey(Seed, RandomPurpose.Dropout, Epoch: step));
            new SoftmaxCrossEntropy().Compute(plan.Output, labels, plan.OutputGradient);
            plan.Backward();
            optimizer.Step(rate, Workers.Shared);
        }
    }
}
