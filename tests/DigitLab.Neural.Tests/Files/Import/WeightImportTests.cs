using DigitLab.Neural.Tests.Files.PyTorch;

namespace DigitLab.Neural.Tests.Files.Import;

public class WeightImportTests
{
    [Theory]
    [InlineData("plain-zip.pth", "plain")]
    [InlineData("plain-tar.pth", "plain")]
    [InlineData("plain-module-pickles.pth", "plain")]
    [InlineData("checkpoint.pth", "checkpoint")]
    public void A_network_of_PyTorch_gives_the_same_logits_here(string file, string answers)
    {
        Network network = Plain();

        WeightMap map = WeightImport.Fill(network, TorchFile.Load(CheckpointFolder.Of(file)), file);

        AssertAnswers(network, answers);
        Assert.Equal(network.State.Select(named => named.Name).Order(), map.Matches.Select(match => match.Name).Order());
        Assert.Contains(new WeightMatch("conv1.weights", new Shape(5, 5, 1, 3), "features.conv.weight", new Shape(3, 1, 5, 5)), map.Matches);
        Assert.Equal(["features.norm.num_batches_tracked"], map.Unused);
    }

    [Theory]
    [InlineData("affine")]
    [InlineData("thinplate")]
    public void A_transformer_with_the_published_sampling_gives_the_same_logits_here(string kind)
    {
        SpatialGrid Grid(SamplingConvention convention) => kind == "affine" ? new AffineGrid(convention) : new ThinPlateGrid(Convention: convention);
        Network network = Transforming(Grid(SamplingConvention.Published)), other = Transforming(Grid(SamplingConvention.Exact));
        IReadOnlyList<NamedTensor> file = TorchFile.Load(CheckpointFolder.Of($"published-{kind}.pth"));

        WeightMap map = WeightImport.Fill(network, file, "file");
        WeightImport.Fill(other, file, "file");

        AssertAnswers(network, kind);
        Assert.True(Answers(other).Zip(CheckpointFolder.Answers(kind)).Max(pair => Math.Abs(pair.First - pair.Second)) > 0.01, "The convention should show.");
        Assert.Contains(map.Matches, match => match is { Name: "transformer1.localization.theta.weights" } && match.From.EndsWith("12.weight", StringComparison.Ordinal));
        Assert.Equal(kind == "thinplate", map.Unused.Contains("transformer.inverse_kernel"));
    }

    [Fact]
    public void Given_names_overrule_order_and_shape()
    {
        Network network = TwoDense();
        NamedTensor[] file = [Matrix("a.weight", 1), Matrix("b.weight", 2)];

        WeightMap plain = WeightImport.Fill(network, file, "file"), layer = WeightImport.Fill(network, file, "file", names: new Dictionary<string, string> { ["dense1"] = "b" });
        WeightMap tensor = WeightImport.Fill(network, file, "file", names: new Dictionary<string, string> { ["dense1.weights"] = "b.weight", ["dense2.weights"] = "a.weight" });

        Assert.Equal(["a.weight", "b.weight"], plain.Matches.Select(match => match.From));
        Assert.Equal(["b.weight", "a.weight"], layer.Matches.Select(match => match.From));
        Assert.Equal(["b.weight", "a.weight"], tensor.Matches.Select(match => match.From));
        Assert.Equal([2f, 2, 2, 2], network.State[0].Value.Span.ToArray());
    }

    [Fact]
    public void A_layer_takes_what_stands_behind_the_one_before_it()
    {
        // Both normalizations have four channels; the module that computes first stands last in the file.
        var network = new Network("two", new Shape(4, 4, 1), new Sequential(
            new Conv2D(1, 4, 3, hasBias: false), new BatchNorm(4), new Flatten(), new Dense(16, 4, hasBias: false), new BatchNorm(4)));
        NamedTensor[] file =
        [
            new("fc.weight", new Tensor(new Shape(4, 16))), .. Norm("norm", 2), new("stem.conv.weight", new Tensor(new Shape(4, 1, 3, 3))), .. Norm("stem.norm", 1),
        ];

        WeightImport.Fill(network, file, "file");

        Assert.Equal(1, network.State.Single(named => named.Name == "bn1.gamma").Value.Span[0]);
        Assert.Equal(2, network.State.Single(named => named.Name == "bn2.gamma").Value.Span[0]);
    }

    [Fact]
    public void A_bias_before_a_normalization_is_taken_from_its_mean()
    {
        // y = γ · ((x + b) − mean) / σ + β, so b = (3, −1, 0, 2) may as well be taken from the mean.
        var network = new Network("one", new Shape(3, 3, 1), new Sequential(new Conv2D(1, 4, 3, hasBias: false), new BatchNorm(4), new Flatten()));
        NamedTensor bias = new("conv.bias", Tensor.From(new Shape(4), [3, -1, 0, 2]));
        NamedTensor[] norm = [.. Norm("norm", 1)];
        norm[2] = new NamedTensor("norm.running_mean", Tensor.From(new Shape(4), [1, 1, 1, 1]));

        WeightMap map = WeightImport.Fill(network, [new("conv.weight", new Tensor(new Shape(4, 1, 3, 3))), bias, .. norm], "file");

        Assert.Equal([-2f, 2, 1, -1], network.State.Single(named => named.Name == "bn1.mean").Value.Span.ToArray());
        Assert.Equal(["norm.running_mean", "conv.bias"], map.Matches.Where(match => match.Name == "bn1.mean").Select(match => match.From));
        Assert.Empty(map.Unused);
    }

    [Fact]
    public void A_bias_with_something_between_it_and_the_normalization_is_refused()
    {
        var network = new Network("one", new Shape(3, 3, 1), new Sequential(new Conv2D(1, 4, 3, hasBias: false), new Relu(), new BatchNorm(4), new Flatten()));
        NamedTensor[] file = [new("conv.weight", new Tensor(new Shape(4, 1, 3, 3))), new("conv.bias", new Tensor(new Shape(4))), .. Norm("norm", 1)];

        Assert.Contains("found none of these shapes", TestFile.Refusal(() => WeightImport.Fill(network, file, "test.safetensors")));
    }

    [Fact]
    public void A_file_of_another_network_is_refused()
    {
        Refused("found none of these shapes", [Matrix("a.weight", 1)]);
        Refused("c.weight would be left over", [Matrix("a.weight", 1), Matrix("b.weight", 1), Matrix("c.weight", 1)]);
        Refused("holds NaN", [Matrix("a.weight", 1), Matrix("b.weight", float.NaN)]);
        Refused("found none of these shapes", [Matrix("a.weight", 1), new("b.weight", new Tensor(new Shape(2, 3)))]);
    }

    [Fact]
    public void What_is_to_be_left_out_is()
    {
        NamedTensor[] file = [Matrix("aux.0.weight", 9), Matrix("a.weight", 1), Matrix("b.weight", 2)];

        WeightMap map = WeightImport.Fill(TwoDense(), file, "file", ignored: ["aux"]);

        Assert.Equal(["aux.0.weight"], map.Unused);
        Assert.Equal("a.weight", map.Matches[0].From);
    }

    [Fact]
    public void Names_that_are_not_there_are_refused()
    {
        NamedTensor[] file = [Matrix("a.weight", 1), Matrix("b.weight", 2)];
        void Refused(string message, string here, string there) => Assert.Contains(
            message, Assert.Throws<ArgumentException>(() => WeightImport.Fill(TwoDense(), file, "file", names: new Dictionary<string, string> { [here] = there })).Message);

        Refused("The network has no conv9: it has dense1, dense2", "conv9", "a");
        Refused("there is no z: it has a, b", "dense1", "z");
        Refused("there is no a.bias: it has a.weight, b.weight", "dense1.weights", "a.bias");
        Assert.Contains(
            "nothing called aux to be left out", Assert.Throws<ArgumentException>(() => WeightImport.Fill(TwoDense(), file, "file", ignored: ["aux"])).Message);
    }

    private static void Refused(string message, NamedTensor[] file) => Assert.Contains(message, TestFile.Refusal(() => WeightImport.Fill(TwoDense(), file, "test.safetensors")));

    private static NamedTensor Matrix(string name, float value) => new(name, Tensor.From(new Shape(2, 2), [value, value, value, value]));

    private static NamedTensor[] Norm(string path, float gamma) =>
        [.. new[] { ("weight", gamma), ("bias", 0), ("running_mean", 0), ("running_var", 1) }.Select(pair => new NamedTensor($"{path}.{pair.Item1}", Tensor.From(new Shape(4), [pair.Item2, pair.Item2, pair.Item2, pair.Item2])))];

    private static Network TwoDense() => new("two", new Shape(2), new Sequential(new Dense(2, 2, hasBias: false), new Dense(2, 2, hasBias: false)));

    private static Network Plain() => new("plain", new Shape(28, 28, 1), new Sequential(
        new Conv2D(1, 3, 5, stride: 2, hasBias: false), new BatchNorm(3), new Relu(), new MaxPool2D(3), new Flatten(), new Dense(48, 10)));

    private static Network Transforming(SpatialGrid grid) => new("transforming", new Shape(28, 28, 1), new Sequential(
        new SpatialTransformer(
            new Sequential(
                new Conv2D(1, 2, 7, hasBias: false), new BatchNorm(2), new MaxPool2D(2), new Relu(),
                new Conv2D(2, 3, 5, hasBias: false), new BatchNorm(3), new MaxPool2D(2), new Relu(),
                new Conv2D(3, 4, 1, hasBias: false), new BatchNorm(4), new Relu(), new GlobalAveragePool2D(), SpatialTransformer.Head(4, grid)),
            grid),
        new MaxPool2D(4), new Flatten(), new Dense(49, 10)));

    private static float[] Answers(Network network)
    {
        NetworkPlan plan = network.ForInference(batchSize: 4);
        CheckpointFolder.Pictures().CopyTo(plan.Input.Span);
        plan.Forward();
        return plan.Output.Span.ToArray();
    }

    private static void AssertAnswers(Network network, string name)
    {
        foreach ((float expected, float got) in CheckpointFolder.Answers(name).Zip(Answers(network)))
        {
            Assert.True(Math.Abs(expected - got) <= 1e-5, $"{name}: expected {expected}, got {got}");   // sums of some hundred floats, and places that round
        }
    }
}
