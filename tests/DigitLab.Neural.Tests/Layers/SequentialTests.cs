using System.Text.Json;

namespace DigitLab.Neural.Tests.Layers;

public sealed class SequentialTests
{
    // (1, −2) → dense with weights (1, 3; 2, 4): (1 − 4, 3 − 8) = (−3, −5); negated by the second dense: (3, 5); relu keeps both.
    [Fact]
    public void A_case_computed_by_hand()
    {
        Dense first = new(2, 2, hasBias: false), second = new(2, 2, hasBias: false);
        ((float[])[1, 3, 2, 4]).CopyTo(first.Weights.Value.Span);
        ((float[])[-1, 0, 0, -1]).CopyTo(second.Weights.Value.Span);

        var run = new LayerRun(new Sequential(first, second, new Relu()), Tensor.From(new Shape(1, 2), [1, -2]));
        float[] inputGradient = run.Backward(1, 10);

        Assert.Equal([3, 5], run.Numbers);
        Assert.Equal([-3, -30, -5, -50], second.Weights.Gradient.Span.ToArray());
        Assert.Equal([-1, -10, 2, 20], first.Weights.Gradient.Span.ToArray());
        Assert.Equal([-1 - 30, -2 - 40], inputGradient);
    }

    [Fact]
    public void Layers_without_a_name_are_counted_kind_by_kind()
    {
        var chain = new Sequential(
            new Conv2D(1, 2, 3), new Relu(), new MaxPool2D(2), new Conv2D(2, 2, 3), new Relu(), new Flatten(), new Dropout(0.5), new Dense(2, 2), new Dense(2, 2));
        Assert.Equal(
            ["conv1", "relu1", "pool1", "conv2", "relu2", "flatten1", "dropout1", "dense1", "dense2"], chain.Children.Select(layer => layer.Name));
    }

    [Fact]
    public void A_chosen_name_stays_and_is_passed_over()
    {
        var chain = new Sequential(new Dense(1, 1), new Dense(1, 1) { Name = "dense1" }, new Dense(1, 1) { Name = "output" }, new Dense(1, 1));
        Assert.Equal(["dense2", "dense1", "output", "dense3"], chain.Children.Select(layer => layer.Name));
    }

    [Fact]
    public void Chains_in_chains_compute_and_train_as_one_long_chain()
    {
        Layer[] flat = [new Flatten(), new Dense(6, 4), new Relu(), new Dense(4, 3), new Relu(), new Dense(3, 2)];
        Layer[] inner = [new Flatten(), new Dense(6, 4), new Relu(), new Dense(4, 3), new Relu(), new Dense(3, 2)];
        var one = new Network("one", new Shape(2, 3, 1), new Sequential(flat));
        var nested = new Network(
            "nested", new Shape(2, 3, 1), new Sequential(new Sequential(inner[0], inner[1]), new Sequential(new Sequential(inner[2], inner[3])), inner[4], inner[5]));
        one.Initialize(7);
        nested.Initialize(7);
        Tensor input = Draw.Tensor(new Shape(5, 2, 3, 1), 1);
        float[] outputGradient = Draw.Numbers(10, 2);

        LayerRun a = new(one.Body, input), b = new(nested.Body, input);
        Bits.AssertSame(a.Numbers, b.Numbers, "output");
        Bits.AssertSame(a.Backward(outputGradient), b.Backward(outputGradient), "∂x");
        foreach ((NamedParameter expected, NamedParameter got) in one.Parameters.Zip(nested.Parameters))
        {
            Bits.AssertSame(expected.Parameter.Gradient.Span, got.Parameter.Gradient.Span, got.Name);
        }

        Assert.Equal("sequential2.sequential1.dense1.weights", nested.Parameters[2].Name);
        Assert.Equal(one.MultiplyAdds, nested.MultiplyAdds);
        Assert.Equal(one.ParameterCount, nested.ParameterCount);
    }

    [Fact]
    public void A_view_at_the_start_in_the_middle_and_at_the_end_changes_nothing()
    {
        Layer[] plain = [new Dense(6, 4), new Relu(), new Dense(4, 2)];
        Layer[] viewed = [new Flatten(), new Flatten(), new Dense(6, 4), new Flatten(), new Relu(), new Flatten(), new Flatten(), new Dense(4, 2), new Flatten()];
        Sequential a = new(plain), b = new(viewed);
        new Network("a", new Shape(6), a).Initialize(3);
        new Network("b", new Shape(6), b).Initialize(3);
        Tensor input = Draw.Tensor(new Shape(3, 6), 1);
        float[] outputGradient = Draw.Numbers(6, 2);

        LayerRun first = new(a, input), second = new(b, input), inferred = new(b, input, isTraining: false);
        Bits.AssertSame(first.Numbers, second.Numbers, "output");
        Bits.AssertSame(first.Numbers, inferred.Numbers, "output at inference");
        Bits.AssertSame(first.Backward(outputGradient), second.Backward(outputGradient), "∂x");
    }

    [Fact]
    public void A_single_layer_is_a_chain_too()
    {
        var run = new LayerRun(new Sequential(new Relu()), Tensor.From(new Shape(1, 2), [-1, 2]));
        Assert.Equal([0, 2], run.Numbers);
        Assert.Equal([0, 6], run.Backward(5, 6));
    }

    [Fact]
    public void It_counts_what_its_layers_count()
    {
        var chain = new Sequential(new Conv2D(1, 2, 3), new Flatten(), new Dense(8, 5));
        Assert.Equal(20 + 45, chain.ParameterCount);
        Assert.Equal((4 * 18) + 40, chain.MultiplyAdds(new Shape(1, 4, 4, 1)));
        Assert.Equal(new Shape(9, 5), chain.OutputShape(new Shape(9, 4, 4, 1)));
        Assert.Equal("Sequential of 3 layers, 65 weights", chain.ToString());
    }

    [Fact]
    public void It_survives_building_and_JSON_with_the_names_of_its_layers() => RoundTrip.AssertSurvives(
        new Sequential(new Flatten(), new Sequential(new Dense(4, 2) { Name = "bottleneck" }, new Relu())),
        """
        {"layer":"Sequential","layers":[{"layer":"Flatten","name":"flatten1"},{"layer":"Sequential","name":"sequential1","layers":[{"layer":"Dense","name":"bottleneck","inputs":4,"outputs":2,"hasBias":true},{"layer":"Relu","name":"relu1"}]}]}
        """);

    [Fact]
    public void Descriptions_differ_where_a_setting_or_a_name_does()
    {
        LayerDescription description = new Sequential(new Dense(4, 2)).Describe();
        Assert.NotEqual(description, new Sequential(new Dense(4, 3)).Describe());
        Assert.NotEqual(description, new Sequential(new Dense(4, 2) { Name = "other" }).Describe());
        Assert.NotEqual(description, new Sequential(new Dense(4, 2), new Relu()).Describe());
        Assert.Equal(description.GetHashCode(), new Sequential(new Dense(4, 2)).Describe().GetHashCode());
    }

    [Fact]
    public void A_description_may_leave_the_names_to_the_chain()
    {
        var description = JsonSerializer.Deserialize<LayerDescription>(
            """{"layer":"Sequential","layers":[{"layer":"Relu"},{"layer":"Relu"}]}""", JsonSerializerOptions.Web)!;
        Assert.Equal(["relu1", "relu2"], description.Build().Children.Select(layer => layer.Name));
    }

    [Fact]
    public void A_kind_that_is_no_layer_is_refused() => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize<LayerDescription>("""{"layer":"System.Diagnostics.Process"}""", JsonSerializerOptions.Web));

    [Fact]
    public void No_layer_or_one_layer_twice_is_refused()
    {
        Assert.StartsWith("Sequential: expected at least one layer, got none.", Assert.Throws<ArgumentException>(() => new Sequential()).Message);
        var relu = new Relu();
        Assert.StartsWith(
            "Sequential: a layer stands twice in the chain: make one object for each place.",
            Assert.Throws<ArgumentException>(() => new Sequential(relu, new Flatten(), relu)).Message);
    }
}
