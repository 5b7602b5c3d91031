namespace DigitLab.Neural.Tests.Training;

/// <summary>The whole process's allocations are counted, so nothing else may run beside these tests.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class AllocationTests
{
    public static TheoryData<OptimizerSettings> Optimizers => [new SgdSettings(), new SgdSettings(0.9), new AdamSettings()];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_training_step_allocates_nothing(OptimizerSettings settings)
    {
        Network network = TestNetworks.LeNet5();
        network.Initialize(1);
        using var workers = new Workers(2);
        NetworkPlan plan = network.ForTraining(batchSize: 8, workers);
        Optimizer optimizer = settings.Build(network.Parameters);
        var loss = new SoftmaxCrossEntropy();
        byte[] labels = TestDigits.Fill(plan.Input, firstSample: 0);

        void Step()
        {
            network.ClearGradients();
            plan.Forward(new RandomKey(1, RandomPurpose.Dropout));
            loss.Compute(plan.Output, labels, plan.OutputGradient);
            plan.Backward();
            optimizer.Step(0.001, workers);
        }

        AssertAllocatesNothing(Step);
    }

    [Fact]
    public void A_training_step_with_dropout_allocates_nothing()
    {
        Network network = TestNetworks.Small();
        using var workers = new Workers(2);
        NetworkPlan plan = network.ForTraining(batchSize: 8, workers);
        AssertAllocatesNothing(() =>
        {
            plan.Forward(new RandomKey(1, RandomPurpose.Dropout));
            plan.Backward();
        });
    }

    [Fact]
    public void Inference_allocates_nothing()
    {
        using var workers = new Workers(2);
        NetworkPlan plan = TestNetworks.LeNet5().ForInference(batchSize: 8, workers);
        AssertAllocatesNothing(() => plan.Forward());
    }

    // In all threads together. The runtime compiles hot methods anew, and the test runner writes a line, now and then: but not in each round.
    private static void AssertAllocatesNothing(Action step)
    {
        long least = long.MaxValue;
        for (int round = 0; round < 8; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 10; i++)
            {
                step();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }
}
