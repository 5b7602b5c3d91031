using DigitLab.Neural.Tests.Training;

namespace DigitLab.Neural.Tests.Profiling;

public sealed class NetworkProfileTests
{
    [Fact]
    public void Every_layer_has_its_place_its_shape_and_a_time()
    {
        Network network = TestNetworks.LeNet5();
        using var workers = new Workers(2);
        NetworkProfile profile = NetworkProfile.Measure(network, batchSize: 3, workers, TimeSpan.Zero);

        Assert.Equal((3, 2), (profile.BatchSize, profile.Threads));
        Assert.Equal(network.Body.Children.Select(layer => layer.Name), profile.Layers.Select(layer => layer.Name));
        Assert.Equal(network.OutputShape, profile.Layers[^1].OutputShape);
        Assert.Equal(3 * network.MultiplyAdds, profile.Layers.Sum(layer => layer.MultiplyAdds));
        Assert.All(profile.Layers, layer => Assert.True(layer.ForwardMs > 0 && layer.BackwardMs > 0 && layer.InferenceMs >= 0, $"{layer}"));
        Assert.True(profile.InferenceMs > 0);
        Assert.True(profile.LossMs > 0 && profile.OptimizerMs > 0);
        Assert.Equal([false, .. Enumerable.Repeat(true, profile.Layers.Count - 1)], profile.Layers.Select(layer => layer.NeedsInputGradient));
    }

    [Fact]
    public void At_inference_the_time_stands_with_the_layer_that_multiplies_and_not_with_the_rectifier_that_it_took_in()
    {
        using var workers = new Workers(1);
        NetworkProfile profile = NetworkProfile.Measure(TestNetworks.LeNet5(), batchSize: 3, workers, TimeSpan.Zero);
        Assert.All(profile.Layers.Where(layer => layer.MultiplyAdds > 0), layer => Assert.True(layer.InferenceMs > 0, $"{layer}"));
        Assert.All(profile.Layers.Where(layer => layer.Description == "Relu"), layer => Assert.Equal(0, layer.InferenceMs));
    }

    [Fact]
    public void The_totals_are_the_sums_of_the_parts()
    {
        var profile = new NetworkProfile(
            BatchSize: 10,
            Threads: 1,
            [
                new LayerProfile("conv1", "", new Shape(1), 6_000_000, NeedsInputGradient: false, ForwardMs: 1, BackwardMs: 2, InferenceMs: 0.5),
                new LayerProfile("relu1", "", new Shape(1), 0, NeedsInputGradient: true, ForwardMs: 0.25, BackwardMs: 0.5, InferenceMs: 0.25),
                new LayerProfile("dense1", "", new Shape(1), 2_000_000, NeedsInputGradient: true, ForwardMs: 1, BackwardMs: 1, InferenceMs: 0.25),
            ],
            LossMs: 0.125,
            OptimizerMs: 0.125);

        Assert.Equal(6, profile.TrainingMs);
        Assert.Equal(1, profile.InferenceMs);
        Assert.Equal(8, profile.Layers[0].TrainingGflops);          // 2 · 2 · 6e6 in 3 ms: no gradient of the input
        Assert.Equal(24, profile.Layers[0].InferenceGflops);        // 2 · 6e6 in 0.5 ms
        Assert.Null(profile.Layers[1].TrainingGflops);
        Assert.Null(profile.Layers[1].InferenceGflops);
        Assert.Equal(6, profile.Layers[2].TrainingGflops!.Value, 12);   // 2 · 3 · 2e6 in 2 ms
        Assert.Equal(6, profile.TrainingGflops, 12);                // 36e6 in 6 ms
        Assert.Equal(16, profile.InferenceGflops, 12);              // 16e6 in 1 ms
    }

    [Fact]
    public void A_clock_changes_no_bit_and_forgets_what_was_not_run()
    {
        Network network = TestNetworks.LeNet5();
        network.Initialize(1);
        using var workers = new Workers(1);
        NetworkPlan plan = network.ForTraining(batchSize: 4, workers);
        TestDigits.Fill(plan.Input, firstSample: 0);
        plan.Forward();
        float[] without = plan.Output.Span.ToArray();

        var clock = new LayerClock(network.Body.Children.Count);
        plan.Clock = clock;
        plan.Forward();
        Bits.AssertSame(without, plan.Output.Span, "with a clock");
        plan.Backward();
        Assert.True(clock.ForwardMs(0) > 0 && clock.BackwardMs(0) > 0);

        clock.Clear();
        plan.Forward();
        Assert.True(clock.ForwardMs(0) > 0);
        Assert.Equal(0, clock.BackwardMs(0));
    }

    [Fact]
    public void A_clock_allocates_nothing_in_a_step()
    {
        Network network = TestNetworks.LeNet5();
        using var workers = new Workers(1);
        NetworkPlan plan = network.ForTraining(batchSize: 4, workers);
        plan.Clock = new LayerClock(network.Body.Children.Count);
        plan.Forward();
        plan.Backward();
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedInAStep(plan)));   // a collection that another test causes counts what the thread had in hand
    }

    [Fact]
    public void An_empty_batch_or_a_negative_duration_is_refused()
    {
        using var workers = new Workers(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkProfile.Measure(TestNetworks.LeNet5(), 0, workers, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkProfile.Measure(TestNetworks.LeNet5(), 1, workers, TimeSpan.FromSeconds(-1)));
    }

    [Theory]
    [InlineData(3.0, 1.0, 3.0, 9.0)]
    [InlineData(2.0, 1.0, 3.0)]
    public void The_median_is_the_middle_or_the_mean_of_two(double expected, params double[] times)
    {
        var repeated = new RepeatedTimes(2);
        foreach (double time in times)
        {
            repeated.Add(1, time);
        }

        Assert.Equal(expected, repeated.MedianOf(1));
        repeated.Clear();
        repeated.Add(1, 7);
        Assert.Equal(7, repeated.MedianOf(1));
    }

    private static long AllocatedInAStep(NetworkPlan plan)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        plan.Forward();
        plan.Backward();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
