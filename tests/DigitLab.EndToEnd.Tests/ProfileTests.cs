using System.Text.Json;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Where a network's time goes, as the program prints it.</summary>
public class ProfileTests
{
    [Fact]
    public void The_table_has_every_layer_the_loss_the_step_and_the_total()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "profile", "lenet5", "-b", "16", "--threads", "1", "--seconds", "0");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.StartsWith("lenet5: batches of 16, 1 thread, ", run.Lines[0], StringComparison.Ordinal);
        string[] rows = [.. run.Lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "")];
        string[] expected = ["conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "flatten1", "dense1", "relu3", "dense2", "relu4", "dense3", "loss", "step", "total"];
        Assert.Equal(expected, rows.SkipWhile(row => row != "conv1").TakeWhile(row => row.Length > 0));
        Assert.Contains("Conv2D 6→16, 5×5, stride 1, padding 0, 2416 weights → [10, 10, 16]", run.Output);
        Assert.Matches("^Training [0-9,]+ digits/s, inference [0-9,]+ digits/s.$", run.Lines[^1]);
    }

    [Fact]
    public void The_parts_add_up_to_the_totals()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "profile", "lenet53-stn", "-b", "2", "--threads", "2", "--seconds", "0", "--json");
        Assert.True(run.ExitCode == 0, run.Errors);
        JsonElement profile = run.Json;
        JsonElement[] layers = [.. profile.GetProperty("layers").EnumerateArray()];
        Assert.Equal("lenet53-stn", profile.GetProperty("model").GetString());
        Assert.Equal(2, profile.GetProperty("batchSize").GetInt32());
        Assert.Equal(2, profile.GetProperty("threads").GetInt32());
        Assert.Equal("transformer1", layers[0].GetProperty("name").GetString());

        double training = layers.Sum(layer => Number(layer, "forwardMs") + Number(layer, "backwardMs")) + Number(profile, "lossMs") + Number(profile, "optimizerMs");
        Assert.Equal(training, Number(profile, "trainingMs"), 1e-9 * training);
        double inference = layers.Sum(layer => Number(layer, "inferenceMs"));
        Assert.Equal(inference, Number(profile, "inferenceMs"), 1e-9 * inference);
        Assert.Equal(1, layers.Sum(layer => Number(layer, "inferenceShare")), 1e-9);
        Assert.Equal(1 - ((Number(profile, "lossMs") + Number(profile, "optimizerMs")) / training), layers.Sum(layer => Number(layer, "trainingShare")), 1e-9);
        Assert.Equal(2e3 / training, Number(profile, "trainingDigitsPerSecond"), 1e-6 / training);
        Assert.All(layers, layer => Assert.True(
            Number(layer, "multiplyAdds") == 0 == (layer.GetProperty("trainingGflops").ValueKind == JsonValueKind.Null), $"{layer}"));
    }

    [Theory]
    [InlineData("-b 0: expected 1 to 65536 digits.", "lenet5", "-b", "0")]
    [InlineData("--seconds -1: expected 0 to 600.", "lenet5", "--seconds", "-1")]
    [InlineData("--threads 0: expected 1 to 1024.", "lenet5", "--threads", "0")]
    [InlineData("There is no model \"lenet6\"", "lenet6")]
    public void Misuse_gets_a_sentence(string sentence, params string[] arguments)
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, ["profile", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith($"digitlab: {sentence}", run.Errors, StringComparison.Ordinal);
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
