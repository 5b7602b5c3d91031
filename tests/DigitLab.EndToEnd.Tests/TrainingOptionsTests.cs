using System.Text.Json;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.EndToEnd.Tests;

/// <summary>What the options of a training say reaches its configuration, and the training runs with it.</summary>
public class TrainingOptionsTests
{
    [Theory]
    [InlineData("rmsprop", """{"optimizer":"rmsprop"}""")]
    [InlineData("adagrad", """{"optimizer":"adagrad"}""")]
    [InlineData("nesterov:0.8", """{"optimizer":"sgd","momentum":0.8,"isNesterov":true}""")]
    [InlineData("adamw --weight-decay 0.01", """{"optimizer":"adam","isDecoupled":true,"weightDecay":0.01}""")]
    [InlineData("lion --weight-decay 0.1 --clip-norm 1", """{"optimizer":"lion","weightDecay":0.1,"clipNorm":1}""")]
    [InlineData("adam --l1 1e-5 --max-norm 3 --clip-value 0.5", """{"optimizer":"adam","l1":1e-5,"maxNorm":3,"clipValue":0.5}""")]
    public void An_optimizer_named_on_the_command_line_trains(string options, string expected)
    {
        JsonElement optimizer = Configuration(["--optimizer", .. options.Split(' ')]).GetProperty("optimizer");

        foreach (JsonProperty setting in JsonDocument.Parse(expected).RootElement.EnumerateObject())
        {
            Assert.True(
                JsonElement.DeepEquals(setting.Value, optimizer.GetProperty(setting.Name)),
                $"{setting.Name}: expected {setting.Value}, got {optimizer.GetProperty(setting.Name)}");
        }
    }

    [Fact]
    public void A_loss_an_average_and_the_epoch_to_keep_named_on_the_command_line_train()
    {
        JsonElement hinge = Configuration(["--loss", "squared-hinge", "--average-decay", "0.9"]);
        Assert.Equal(0.9, hinge.GetProperty("averageDecay").GetDouble());
        Assert.Equal("hinge", hinge.GetProperty("loss").GetProperty("loss").GetString());
        Assert.True(hinge.GetProperty("loss").GetProperty("isSquared").GetBoolean());

        Assert.Equal("last", Configuration(["--keep", "last"]).GetProperty("keep").GetString());
        Assert.Equal(0.1, Configuration(["--label-smoothing", "0.1"]).GetProperty("loss").GetProperty("labelSmoothing").GetDouble());
    }

    [Theory]
    [InlineData("lenet5", "--activation", "leakyRelu", "LeakyRelu")]
    [InlineData("lenet5", "--pooling", "average", "AveragePool2D")]
    [InlineData("lenet5", "--dropout", "0.25", "Dropout")]
    public void Another_part_named_on_the_command_line_is_what_trains(string model, string option, string value, string layer)
    {
        using var folder = new WorkFolder();
        JsonElement variant = Configuration(folder, [option, value], model).GetProperty("variant");

        Assert.Equal(value, variant.GetProperty(option[2..]).ToString());
        Assert.Single(variant.EnumerateObject());
        Assert.DoesNotContain(layer, KindsOf(ModelZoo.Find(model).Build()));
        Assert.Contains(layer, KindsOf(ModelFile.Load(folder.Of("run/best.safetensors"))));
    }

    [Theory]
    [InlineData("--activation softplus", "softplus")]
    [InlineData("--pooling median", "median")]
    [InlineData("--dropout 1", "Variant dropout: expected a rate of at least 0 and less than 1, got 1.")]
    [InlineData("--pooling average", "Variant of mlp: the network has no pooling to replace: leave it out, or choose another network.")]
    public void A_part_that_cannot_be_is_refused(string options, string sentence)
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, ["train", "mlp", "--dataset", "synthetic", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[] KindsOf(Network network) => [.. network.Body.Children.Select(layer => layer.GetType().Name)];

    /// <summary>The configuration that a short training with these options leaves in its folder, after it lowered the loss.</summary>
    private static JsonElement Configuration(string[] options)
    {
        using var folder = new WorkFolder();
        return Configuration(folder, options);
    }

    private static JsonElement Configuration(WorkFolder folder, string[] options, string model = "mlp")
    {
        SmallMnist.WriteTo(folder.Of("data"), training: 220, test: 20);
        ProgramRun run = ProgramRun.Of(
            folder.Path,
            ["train", model, "-e", "2", "-b", "10", "--validation", "20", "--learning-rate", "0.002", "--schedule", "constant", "--data", "data", "--run", "run", .. options]);
        Assert.True(run.ExitCode == 0, run.Errors);
        double[] losses = [.. File.ReadLines(folder.Of("run/history.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(losses[1] < losses[0], $"The loss went from {losses[0]} to {losses[1]}.");
        return JsonDocument.Parse(File.ReadAllText(folder.Of("run/config.json"))).RootElement.Clone();
    }
}
