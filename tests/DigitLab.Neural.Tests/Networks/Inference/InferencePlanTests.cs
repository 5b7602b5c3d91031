namespace DigitLab.Neural.Tests.Networks.Inference;

[Collection(OneWidthAtATime.Name)]
public sealed class InferencePlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(19)]
    public void Where_nothing_is_folded_the_bits_are_those_of_layer_by_layer(int batch)
    {
        Network network = PreparedNetworks.Unfolded();
        Tensor pictures = PreparedNetworks.Pictures(batch);
        Bits.AssertSame(PreparedNetworks.LayerByLayer(network, pictures), PreparedNetworks.Planned(network, pictures), "logits");
    }

    [Fact]
    public void Folding_changes_the_logits_by_rounding_only()
    {
        Tensor pictures = PreparedNetworks.Pictures(40);
        foreach (Network network in (ReadOnlySpan<Network>)[PreparedNetworks.Folded(), PreparedNetworks.Transformed()])
        {
            AssertClose(PreparedNetworks.LayerByLayer(network, pictures), PreparedNetworks.Planned(network, pictures));
        }
    }

    [Fact]
    public void A_digits_bits_do_not_depend_on_batch_threads_or_width()
    {
        foreach (Network network in (ReadOnlySpan<Network>)[PreparedNetworks.Unfolded(), PreparedNetworks.Folded(), PreparedNetworks.Transformed()])
        {
            Tensor pictures = PreparedNetworks.Pictures(37);
            float[] expected = PreparedNetworks.Planned(network, pictures);
            EveryMachine.Run((workers, machine) =>
            {
                foreach (int batch in (ReadOnlySpan<int>)[1, 2, 5, 37])
                {
                    Tensor some = pictures.Samples(37 - batch, batch);
                    Bits.AssertSame(expected.AsSpan((37 - batch) * 10), PreparedNetworks.Planned(network, some, workers), $"{batch} digits, {machine}");
                }
            });
        }
    }

    [Fact]
    public void A_pass_leaves_nothing_behind_for_the_next()
    {
        Network network = PreparedNetworks.Folded();
        NetworkPlan plan = network.ForInference(37);
        Tensor pictures = PreparedNetworks.Pictures(37);
        plan.Input.Span.Fill(float.NaN);
        plan.Forward();
        pictures.Span.CopyTo(plan.Input.Span);
        plan.Forward();
        Bits.AssertSame(PreparedNetworks.Planned(network, pictures), plan.Output.Span, "after a pass of NaN");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Changed_weights_and_statistics_are_seen_after_a_refresh(bool isTransformed)
    {
        Network network = isTransformed ? PreparedNetworks.Transformed() : PreparedNetworks.Folded();
        Tensor pictures = PreparedNetworks.Pictures(5);
        NetworkPlan plan = network.ForInference(5);
        pictures.Span.CopyTo(plan.Input.Span);
        plan.Forward();
        float[] before = plan.Output.Span.ToArray();

        PreparedNetworks.Disturb(network, stream: 500);
        plan.Refresh();
        plan.Forward();

        Assert.NotEqual(before, plan.Output.Span.ToArray());
        Bits.AssertSame(PreparedNetworks.Planned(network, pictures), plan.Output.Span, "refreshed");
        AssertClose(PreparedNetworks.LayerByLayer(network, pictures), plan.Output.Span);
    }

    [Fact]
    public void The_networks_own_weights_are_not_touched()
    {
        Network network = PreparedNetworks.Folded(), other = PreparedNetworks.Folded();
        PreparedNetworks.Planned(network, PreparedNetworks.Pictures(3));
        foreach ((NamedTensor used, NamedTensor unused) in network.State.Zip(other.State))
        {
            Bits.AssertSame(unused.Value.Span, used.Value.Span, used.Name);
        }
    }

    [Fact]
    public void A_plan_for_training_needs_no_refresh()
    {
        Network network = PreparedNetworks.Unfolded();
        NetworkPlan plan = network.ForTraining(2);
        PreparedNetworks.Pictures(2).Span.CopyTo(plan.Input.Span);
        plan.Forward();
        float[] before = plan.Output.Span.ToArray();
        PreparedNetworks.Disturb(network, stream: 500);
        plan.Forward();
        float[] after = plan.Output.Span.ToArray();
        Assert.NotEqual(before, after);
        plan.Refresh();
        plan.Forward();
        Bits.AssertSame(after, plan.Output.Span, "refreshed");
    }

    [Fact]
    public void NaN_stays_NaN_and_in_its_own_picture()
    {
        foreach (Network network in (ReadOnlySpan<Network>)[PreparedNetworks.Unfolded(), PreparedNetworks.Folded()])
        {
            Tensor pictures = PreparedNetworks.Pictures(20);
            float[] clean = PreparedNetworks.Planned(network, pictures);
            pictures.Samples(7, 1).Span.Fill(float.NaN);
            float[] spoiled = PreparedNetworks.Planned(network, pictures);
            Assert.All(spoiled[70..80], logit => Assert.True(float.IsNaN(logit)));
            Bits.AssertSame(clean.AsSpan(..70), spoiled.AsSpan(..70), "before");
            Bits.AssertSame(clean.AsSpan(80..), spoiled.AsSpan(80..), "behind");
        }
    }

    public static TheoryData<string, Layer[]> Odd => new()
    {
        { "nothing but dropout", [new Dropout(0.5), new Sequential(new ChannelDropout(0.5))] },
        { "nothing but a view", [new Flatten()] },
        { "two views", [new Flatten(), new Flatten()] },
        { "a convolution and a view", [new Conv2D(2, 3, 3), new Flatten()] },
        { "pictures come out", [new Relu(), new Conv2D(2, 3, 3, padding: 1), new MaxPool2D(2)] },
        { "a global mean at the end", [new Conv2D(2, 3, 3), new GlobalAveragePool2D()] },
        { "a view first", [new Flatten(), new Dense(72, 4), new Relu()] },
        { "rectified twice", [new Conv2D(2, 3, 3), new Relu(), new Relu(), new MaxPool2D(2), new Relu()] },
        { "a view in the middle of elementwise layers", [new Tanh(), new Flatten(), new Relu(), new Flatten(), new Softmax()] },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_chains_give_the_bits_of_layer_by_layer(string name, Layer[] layers)
    {
        var network = new Network("odd", new Shape(6, 6, 2), new Sequential(layers));
        network.Initialize(1);
        foreach (int batch in (ReadOnlySpan<int>)[1, 3, 40])
        {
            Tensor pictures = Draw.Tensor(new Shape(batch, 6, 6, 2), 1);
            Bits.AssertSame(PreparedNetworks.LayerByLayer(network, pictures), PreparedNetworks.Planned(network, pictures), $"{name}, batch {batch}");
        }
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        float largest = 0;
        foreach (float logit in expected)
        {
            largest = MathF.Max(largest, MathF.Abs(logit));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= 1e-5f * largest, $"number {i} is {actual[i]}, expected {expected[i]}, the largest being {largest}");
        }
    }
}
