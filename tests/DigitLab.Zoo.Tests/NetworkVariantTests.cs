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
    public void A_change_that_a_network_has_no_place_for_is_refused()
    {
        Assert.Contains("softmax: the network has no rectifier", Refusal(new NetworkVariant(ActivationKind.Tanh)), StringComparison.Ordinal);
        Assert.Contains("softmax: the network has no pooling", Refusal(new NetworkVariant(Pooling: PoolingKind.Max)), StringComparison.Ordinal);
        Assert.Equal(
            "Variant dropout: expected a rate of at least 0 and less than 1, got 1.",
            Assert.Throws<ArgumentException>(new NetworkVariant(Dropout: 1).Checked).Message);

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
