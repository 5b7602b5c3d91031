namespace DigitLab.Neural.Tests.Training;

/// <summary>A backward pass and a step in one: the weights, the state and the gradients of the two one after the other.</summary>
[Collection(OneWidthAtATime.Name)]
public sealed class DeferredGradientTests
{
    private const int Inputs = 1051, Hidden = 257;   // enough weights to be deferred; neither blocks nor vectors come out even

    public static TheoryData<OptimizerSettings> Optimizers =>
    [
        new SgdSettings(),
        new SgdSettings(0.9, IsNesterov: true) { WeightDecay = 1e-4, MaxNorm = 3, ClipValue = 0.01 },
        new RmsPropSettings(Momentum: 0.9) { L1 = 1e-5 },
        new AdagradSettings(),
        new AdamSettings(),
        new AdamSettings { WeightDecay = 0.01, IsDecoupled = true, ClipNorm = 1 },
        new LionSettings { WeightDecay = 0.01, IsDecoupled = true },
        new MuonSettings { WeightDecay = 0.01, IsDecoupled = true },
    ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Three_steps_have_the_bits_of_a_backward_pass_and_a_step(OptimizerSettings settings)
    {
        float[][] expected = Train(settings, Workers.Shared, (plan, optimizer, workers) =>
        {
            plan.Backward();
            optimizer.Step(0.01, workers);
        });
        EveryMachine.Run((workers, machine) =>
        {
            float[][] got = Train(settings, workers, (plan, optimizer, _) => plan.BackwardAndStep(optimizer, 0.01));
            foreach ((float[] numbers, float[] other) in expected.Zip(got))
            {
                Bits.AssertSame(numbers, other, machine);
            }
        });
    }

    [Fact]
    public void The_large_gradient_waits_and_is_there_when_it_is_asked_for()
    {
        (Network network, NetworkPlan plan, Optimizer optimizer) = Planned(new SgdSettings(), Workers.Shared);
        Parameter large = network.Parameters[2].Parameter, small = network.Parameters[4].Parameter;
        Pass(network, plan, step: 0);
        plan.BackwardAndStep(optimizer, 0.01);
        Assert.NotNull(large.Deferred);
        Assert.Null(small.Deferred);
        float[] gradient = large.Gradient.Span.ToArray();
        Assert.Null(large.Deferred);
        Assert.Contains(gradient, number => number != 0);

        // Also where the next forward pass has come in between and changed what it is computed from.
        (network, plan, optimizer) = Planned(new SgdSettings(), Workers.Shared);
        large = network.Parameters[2].Parameter;
        Pass(network, plan, step: 0);
        plan.BackwardAndStep(optimizer, 0.01);
        Draw.Numbers(plan.Input.Length, 99).CopyTo(plan.Input.Span);
        plan.Forward();
        Bits.AssertSame(gradient, large.Gradient.Span, "∂w after another forward pass");
    }

    [Fact]
    public void A_gradient_that_was_not_cleared_is_added_to()
    {
        (Network network, NetworkPlan plan, Optimizer optimizer) = Planned(new SgdSettings(), Workers.Shared);
        Parameter large = network.Parameters[2].Parameter;
        Pass(network, plan, step: 0);
        plan.Backward();
        float[] once = large.Gradient.Span.ToArray();
        plan.BackwardAndStep(optimizer, 0);
        Assert.Null(large.Deferred);   // sums of some hundredths, in another order
        Assert.Contains(once, number => Math.Abs(number) > 0.01);
        Assert.All(once.Zip(large.Gradient.Span.ToArray()), pair => Assert.True(Math.Abs((2 * pair.First) - pair.Second) <= 1e-6));

        network.ClearGradients();
        plan.BackwardAndStep(optimizer, 0);
        plan.Backward();
        Assert.All(once.Zip(large.Gradient.Span.ToArray()), pair => Assert.True(Math.Abs((2 * pair.First) - pair.Second) <= 1e-6));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var workers = new Workers(2);
        (Network network, NetworkPlan plan, Optimizer optimizer) = Planned(new AdamSettings(), workers);
        AllocationTests.AssertAllocatesNothing(workers, () =>
        {
            network.ClearGradients();
            plan.Forward();
            plan.BackwardAndStep(optimizer, 0.001);
        });
    }

    [Fact]
    public void A_plan_for_inference_refuses()
    {
        (Network network, _, Optimizer optimizer) = Planned(new SgdSettings(), Workers.Shared);
        NetworkPlan plan = network.ForInference(2, Workers.Shared);
        Assert.Throws<InvalidOperationException>(() => plan.BackwardAndStep(optimizer, 0.1));
        Assert.Throws<ArgumentNullException>(() => network.ForTraining(2, Workers.Shared).BackwardAndStep(null!, 0.1));
    }

    private static float[][] Train(OptimizerSettings settings, Workers workers, Action<NetworkPlan, Optimizer, Workers> step)
    {
        (Network network, NetworkPlan plan, Optimizer optimizer) = Planned(settings, workers);
        for (int i = 0; i < 3; i++)
        {
            Pass(network, plan, i);
            step(plan, optimizer, workers);
        }

        return
        [
            .. network.Parameters.Select(named => named.Parameter.Value.Span.ToArray()),
            .. network.Parameters.Select(named => named.Parameter.Gradient.Span.ToArray()),
            .. optimizer.State.Select(named => named.Value.Span.ToArray()),
        ];
    }

    private static void Pass(Network network, NetworkPlan plan, int step)
    {
        network.ClearGradients();
        Draw.Numbers(plan.Input.Length, step).CopyTo(plan.Input.Span);
        plan.Forward();
        Draw.Numbers(plan.OutputGradient.Length, 10 + step).CopyTo(plan.OutputGradient.Span);
    }

    private static (Network Network, NetworkPlan Plan, Optimizer Optimizer) Planned(OptimizerSettings settings, Workers workers)
    {
        var network = new Network("deferring", new Shape(12), new Sequential(new Dense(12, Inputs), new Relu(), new Dense(Inputs, Hidden), new Relu(), new Dense(Hidden, 10)));
        network.Initialize(1);
        return (network, network.ForTraining(batchSize: 7, workers), settings.Build(network.Parameters));
    }
}
