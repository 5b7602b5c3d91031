using DigitLab.Neural;

namespace DigitLab.Zoo.Tests;

public class NetworkVariantTests
{
    [Fact]
    public void A_variant_replaces_activation_pooling_and_dropout()
    {
        Network network = new NetworkVariant(ActivationKind.Sigmoid, PoolingKind.Average, 0.5).Apply(Build("convnet1"));

        Assert.Equal(
            ["Conv2D", "Sigmoid", "AveragePool2D", "Flatten", "Dense", "Sigmoid", "Dropout", "Dense"],
            network.Body.Children.Select(layer => layer.GetType().Name));
        Assert.Equal(Build("convnet1").ParameterCount, network.ParameterCount);
    }

    [Fact]
    public void Weights_keep_their_names_and_their_first_bits()
    {
        Network plain = Build("convnet1"), variant = new NetworkVariant(ActivationKind.Tanh, Dropout: 0.5).Apply(Build("convnet1"));
        plain.Initialize(3);
        variant.Initialize(3);

        Assert.Equal(WeightsHash.Of(plain), WeightsHash.Of(variant));
    }

    [Fact]
    public void A_network_with_dropouts_gets_another_rate_in_their_places()
    {
        Network network = new NetworkVariant(Dropout: 0.1).Apply(Build("lenet53"));

        Assert.Equal([0.1, 0.1], network.Body.Children.Select(layer => layer.Describe()).OfType<DropoutDescription>().Select(each => each.Rate));
        Assert.Equal(Build("lenet53").Body.Children.Count, network.Body.Children.Count);
    }

    [Fact]
    public void A_width_multiplies_all_channels_but_the_last_and_rounds_them_to_eights()
    {
        Network narrow = new NetworkVariant(Width: 0.6).Apply(Build("m5")), same = new NetworkVariant(Width: 1).Apply(Build("m5"));

        Assert.Equal([16, 40, 56, 80, 96], narrow.Body.Children.Select(layer => layer.Describe()).OfType<Conv2DDescription>().Select(each => each.OutChannels));
        Assert.Equal((25 * (16 + (16 * 40) + (40 * 56) + (56 * 80) + (80 * 96))) + (64 * 96 * 10) + (2 * (16 + 40 + 56 + 80 + 96 + 10)), narrow.ParameterCount);
        Assert.Equal(Build("m5").OutputShape, narrow.OutputShape);
        Network plain = Build("m5");
        plain.Initialize(3);
        same.Initialize(3);
        Assert.Equal(WeightsHash.Of(plain), WeightsHash.Of(same));
    }

    [Theory]
    [InlineData("lenet5", 61_706)]
    [InlineData("lenet53-stn", 276_268)]
    [InlineData("cnn9975", 326_410)]
    [InlineData("mlp", 535_818)]
    public void A_wider_network_has_more_weights(string name, int weights)
    {
        Network wide = new NetworkVariant(Width: 1.5).Apply(Build(name));

        Assert.Equal(weights, Build(name).ParameterCount);
        Assert.InRange(wide.ParameterCount, weights * 3 / 2, weights * 9 / 4);
        Assert.Equal(Build(name).OutputShape, wide.OutputShape);
    }

    [Fact]
    public void A_change_that_a_network_has_no_place_for_is_refused()
    {
        Assert.Contains("softmax: the network has no rectifier", Refusal(new NetworkVariant(ActivationKind.Tanh)), StringComparison.Ordinal);
        Assert.Contains("softmax: the network has no pooling", Refusal(new NetworkVariant(Pooling: PoolingKind.Max)), StringComparison.Ordinal);
        Assert.Equal(
            "Variant dropout: expected a rate of at least 0 and less than 1, got 1.",
            Assert.Throws<ArgumentException>(new NetworkVariant(Dropout: 1).Checked).Message);
        Assert.Equal(
            "Variant width: expected a factor above 0 and at most 16, got 0.",
            Assert.Throws<ArgumentException>(new NetworkVariant(Width: 0).Checked).Message);
        Assert.Contains(
            "its TrainableSubsampling2D has channels that cannot be changed",
            Assert.Throws<ArgumentException>(() => new NetworkVariant(Width: 2).Apply(Build("lenet5-original"))).Message,
            StringComparison.Ordinal);

        static string Refusal(NetworkVariant variant) => Assert.Throws<ArgumentException>(() => variant.Apply(Build("softmax"))).Message;
    }

    [Theory]
    [InlineData("lenet", "lenet5")]
    [InlineData("LeNet53", "lenet53")]
    [InlineData("resnet50", null)]
    public void A_misspelt_name_is_guessed(string name, string? expected) =>
        Assert.Equal(expected, NameSuggestion.For(name, ModelZoo.All.Select(model => model.Name)));

    private static Network Build(string name) => ModelZoo.Find(name).Build();
}
