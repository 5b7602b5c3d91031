using System.Text.Json;

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
    public void A_loss_and_an_average_named_on_the_command_line_train()
    {
        JsonElement hinge = Configuration(["--loss", "squared-hinge", "--average-decay", "0.9"]);
        Assert.Equal(0.9, hinge.GetProperty("averageDecay").GetDouble());
        Assert.Equal("hinge", hinge.GetProperty("loss").GetProperty("loss").GetString());
        Assert.True(hinge.GetProperty("loss").GetProperty("isSquared").GetBoolean());

        Assert.Equal(0.1, Configuration(["--label-smoothing", "0.1"]).GetProperty("loss").GetProperty("labelSmoothing").GetDouble());
    }

    /// <summary>The configuration that a short training with these options leaves in its folder, after it lowered the loss.</summary>
    private static JsonElement Configuration(string[] options)
    {
        using var folder = new WorkFolder();
        SmallMnist.WriteTo(folder.Of("data"), training: 220, test: 20);
        ProgramRun run = ProgramRun.Of(
            folder.Path,
            ["train", "mlp", "-e", "2", "-b", "10", "--validation", "20", "--learning-rate", "0.002", "--schedule", "constant", "--data", "data", "--run", "run", .. options]);
        Assert.True(run.ExitCode == 0, run.Errors);
        double[] losses = [.. File.ReadLines(folder.Of("run/history.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(losses[1] < losses[0], $"The loss went from {losses[0]} to {losses[1]}.");
        return JsonDocument.Parse(File.ReadAllText(folder.Of("run/config.json"))).RootElement.Clone();
    }
}
