using DigitLab.Neural;

namespace DigitLab.Zoo.Tests;

public class ModelZooTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Select(model => model.Name)];

    [Theory]
    [InlineData("softmax", 7_850)]
    [InlineData("mlp", 535_818)]
    [InlineData("convnet1", 3_143_110)]
    [InlineData("lenet5", 61_706)]
    [InlineData("fast", 215_194)]
    [InlineData("lenet53", 271_530)]
    [InlineData("lenet53-stn", 276_268)]
    [InlineData("lenet53-tpn", 281_656)]
    [InlineData("lenet5-gap", 101_546)]
    [InlineData("lenet5-modified", 389_434)]
    [InlineData("lenet5-modified28", 274_746)]
    [InlineData("lenet5-dropout", 185_034)]
    [InlineData("lenet5-original", 61_750)]
    [InlineData("cnn9975", 326_410)]
    [InlineData("m3", 1_124_180)]
    [InlineData("m5", 1_128_180)]
    [InlineData("m7", 2_291_972)]
    public void Every_network_has_its_published_number_of_parameters(string name, int parameters) =>
        Assert.Equal(parameters, ModelZoo.Find(name).Build().ParameterCount);

    [Fact]
    public void LeNet5_needs_416520_multiply_adds_a_digit()
    {
        // 28·28·25·6 + 10·10·150·16 + 400·120 + 120·84 + 84·10
        Assert.Equal(117_600 + 240_000 + 48_000 + 10_080 + 840, ModelZoo.Find("lenet5").Build().MultiplyAdds);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_network_takes_a_digit_and_gives_ten_finite_logits(string name)
    {
        Network network = ModelZoo.Find(name).Build();
        network.Initialize(seed: 1);
        NetworkPlan plan = network.ForInference(batchSize: 3);
        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        foreach (ref float pixel in plan.Input.Span)
        {
            pixel = random.NextSingle();
        }

        plan.Forward();

        Assert.Equal(name, network.Name);
        Assert.Equal(new Shape(3, 10), plan.Output.Shape);
        Assert.All(plan.Output.Span.ToArray(), logit => Assert.True(float.IsFinite(logit)));
        Assert.NotEqual(plan.Output.Span[0], plan.Output.Span[10]);   // another picture, another answer
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_network_survives_its_file_bit_for_bit(string name)
    {
        Network network = ModelZoo.Find(name).Build();
        network.Initialize(seed: 2);
        using var file = new MemoryStream();
        ModelFile.Write(file, network);
        file.Position = 0;

        Network loaded = ModelFile.Read(file, "memory");

        Assert.Equal(network.Body.Describe(), loaded.Body.Describe());
        Assert.All(
            network.State.Zip(loaded.State),
            pair => Assert.Equal(pair.First.Value.Span.ToArray(), pair.Second.Value.Span.ToArray()));
    }

    [Fact]
    public void Names_are_unique() => Assert.Distinct(ModelZoo.All.Select(model => model.Name));

    [Theory]
    [InlineData("lenet", "did you mean lenet5?")]
    [InlineData("resnet", "expected one of softmax, mlp, convnet1, lenet5-original, lenet5, fast,")]
    public void An_unknown_name_gets_the_list_and_the_nearest(string name, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ModelZoo.Find(name)).Message);
}
