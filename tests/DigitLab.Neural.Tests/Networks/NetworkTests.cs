namespace DigitLab.Neural.Tests.Networks;

public sealed class NetworkTests
{
    [Fact]
    public void Parameters_are_named_after_their_layers()
    {
        Assert.Equal(
            ["conv1.weights", "conv1.bias", "dense1.weights", "output.weights", "output.bias"],
            Small().Parameters.Select(named => named.Name));
    }

    [Fact]
    public void It_knows_its_shapes_its_size_and_its_work()
    {
        Network network = Small();
        Assert.Equal(new Shape(6, 6, 1), network.InputShape);
        Assert.Equal(new Shape(3), network.OutputShape);
        Assert.Equal(20 + 40 + 18, network.ParameterCount);
        Assert.Equal((16 * 18) + 40 + 15, network.MultiplyAdds);
        Assert.Equal("small [6, 6, 1] → [3], 78 weights", network.ToString());
        Assert.Equal(InputNormalization.Unit, network.Normalization);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        Network a = Small(), b = Small(), other = Small();
        a.Initialize(1);
        b.Initialize(2);
        b.Initialize(1);
        other.Initialize(2);
        foreach ((NamedParameter first, NamedParameter second) in a.Parameters.Zip(b.Parameters))
        {
            Bits.AssertSame(first.Parameter.Value.Span, second.Parameter.Value.Span, first.Name);
        }

        Assert.NotEqual(a.Parameters[0].Parameter.Value.Span.ToArray(), other.Parameters[0].Parameter.Value.Span.ToArray());
    }

    [Fact]
    public void Training_and_inference_compute_the_same_where_nothing_is_dropped()
    {
        Network network = Small();
        network.Initialize(5);
        NetworkPlan training = network.ForTraining(4), inference = network.ForInference(4);
        Draw.Numbers(training.Input.Length, 1).CopyTo(training.Input.Span);
        training.Input.Span.CopyTo(inference.Input.Span);
        training.Forward();
        inference.Forward();
        Bits.AssertSame(training.Output.Span, inference.Output.Span, "logits");
    }

    [Fact]
    public void A_digits_logits_do_not_depend_on_the_batch_that_it_stands_in()
    {
        Network network = Small();
        network.Initialize(5);
        NetworkPlan together = network.ForInference(19), alone = network.ForInference(1);
        Draw.Numbers(together.Input.Length, 1).CopyTo(together.Input.Span);
        together.Forward();
        for (int n = 0; n < together.BatchSize; n++)
        {
            together.Input.Samples(n, 1).Span.CopyTo(alone.Input.Span);
            alone.Forward();
            Bits.AssertSame(together.Output.Samples(n, 1).Span, alone.Output.Span, $"digit {n}");
        }
    }

    [Fact]
    public void Plans_for_inference_may_run_at_the_same_time()
    {
        Network network = Small();
        network.Initialize(5);
        float[] input = Draw.Numbers(4 * 36, 1);
        NetworkPlan first = network.ForInference(4);
        input.CopyTo(first.Input.Span);
        first.Forward();
        float[] expected = first.Output.Span.ToArray();

        Parallel.For(0, 8, _ =>
        {
            NetworkPlan plan = network.ForInference(4);
            for (int i = 0; i < 50; i++)
            {
                input.CopyTo(plan.Input.Span);
                plan.Forward();
                Bits.AssertSame(expected, plan.Output.Span, "logits");
            }
        });
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        Network network = Small();
        network.Initialize(5);
        NetworkPlan plan = network.ForTraining(2);
        Draw.Numbers(plan.Input.Length, 1).CopyTo(plan.Input.Span);
        plan.OutputGradient.Span.Fill(1);
        plan.Forward();
        plan.Backward();
        float[] once = network.Parameters[4].Parameter.Gradient.Span.ToArray();
        plan.Backward();
        Assert.Equal(once.Select(value => 2 * value), network.Parameters[4].Parameter.Gradient.Span.ToArray());

        network.ClearGradients();
        Assert.All(network.Parameters, named => Assert.All(named.Parameter.Gradient.Span.ToArray(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Dropout_draws_by_the_key_and_by_the_layers_place()
    {
        var network = new Network("dropping", new Shape(50), new Sequential(new Dropout(0.5), new Relu(), new Dropout(0.5)));
        NetworkPlan plan = network.ForTraining(1);
        plan.Input.Span.Fill(1);

        float[] Outputs(RandomKey key)
        {
            plan.Forward(key);
            return plan.Output.Span.ToArray();
        }

        var key = new RandomKey(1, RandomPurpose.Dropout);
        float[] outputs = Outputs(key);
        Assert.Equal(outputs, Outputs(key));
        Assert.NotEqual(outputs, Outputs(key with { Sample = 1 }));
        Assert.NotEqual(outputs, Outputs(key with { Epoch = 1 }));

        // Had both layers the same mask, as many would remain as after one: about half instead of a quarter.
        Assert.InRange(outputs.Count(value => value == 4), 4, 20);
    }

    [Fact]
    public void Backward_needs_a_plan_for_training() => Assert.StartsWith(
        "This plan is for inference and keeps nothing for a backward pass: make one with ForTraining.",
        Assert.Throws<InvalidOperationException>(Small().ForInference(1).Backward).Message);

    [Fact]
    public void An_empty_batch_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Small().ForTraining(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small().ForInference(-1));
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_by_the_first_that_does_not() => Assert.Equal(
        "Dense \"dense2\": expected input [batch, 5], got [1, 4]: give the layer this many inputs.",
        Assert.Throws<ArgumentException>(() => new Network("bad", new Shape(3), new Sequential(new Dense(3, 4), new Dense(5, 2)))).Message);

    [Fact]
    public void Two_parameters_of_one_name_are_refused()
    {
        Assert.StartsWith(
            "Network \"bad\": two tensors are called \"a.weights\": give each layer a name of its own.",
            Assert.Throws<ArgumentException>(
                () => new Network("bad", new Shape(3), new Sequential(new Dense(3, 3) { Name = "a" }, new Dense(3, 3) { Name = "a" }))).Message);

        // Layers without parameters may share a name: nothing is saved under it.
        Assert.Equal(2, new Network("good", new Shape(3), new Sequential(new Relu() { Name = "a" }, new Dense(3, 3) { Name = "a" })).Parameters.Count);
    }

    [Fact]
    public void A_name_and_layers_are_needed()
    {
        Assert.Throws<ArgumentException>(() => new Network("", new Shape(3), new Sequential(new Relu())));
        Assert.Throws<ArgumentNullException>(() => new Network("none", new Shape(3), null!));
    }

    private static Network Small() => new(
        "small",
        new Shape(6, 6, 1),
        new Sequential(
            new Conv2D(1, 2, kernelSize: 3),
            new Relu(),
            new MaxPool2D(2),
            new Flatten(),
            new Dense(8, 5, hasBias: false),
            new Relu(),
            new Dense(5, 3) { Name = "output" }));
}
