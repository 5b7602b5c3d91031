using System.Text.Json;
using System.Text.RegularExpressions;

namespace DigitLab.EndToEnd.Tests;

/// <summary>What a newcomer does, in the words of the README.</summary>
public partial class JourneyTests
{
    [Fact]
    public void Without_any_data_the_program_trains_on_digits_of_its_own_and_says_so_first()
    {
        using var folder = new WorkFolder();

        ProgramRun run = ProgramRun.Of(folder.Path, "small", "-v", "-n", "1000", "-e", "2", "--run", "run");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("SYNTHETIC", run.Lines[0]);
        JsonElement summary = JsonDocument.Parse(File.ReadAllText(folder.Of("run/summary.json"))).RootElement;
        Assert.True(summary.GetProperty("isSynthetic").GetBoolean());
        Assert.Equal("synthetic", summary.GetProperty("configuration").GetProperty("dataset").GetString());
        Assert.Matches(LastLine(), run.Lines[^1]);
    }

    [Fact]
    public void A_model_is_saved_loaded_and_tested_with_the_same_score()
    {
        using var folder = new WorkFolder();
        ProgramRun trained = ProgramRun.Of(folder.Path, "small", "-n", "500", "-e", "1", "--seed", "1", "-s", "models/model1.safetensors");
        ProgramRun tested = ProgramRun.Of(folder.Path, "test", "-l", "models/model1.safetensors");
        ProgramRun further = ProgramRun.Of(folder.Path, "small", "-n", "500", "-e", "1", "-l", "models/model1.safetensors", "--json");

        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.True(tested.ExitCode == 0, tested.Errors);
        Assert.Equal(trained.Lines[^1], tested.Lines[^1]);
        Assert.Contains("Precision", tested.Output);
        Assert.True(
            further.Json.GetProperty("test").GetProperty("errors").GetArrayLength() < tested.ErrorCount(),
            "A second training that starts from the first one's weights should do better.");
    }

    [Fact]
    public void The_zoo_and_a_networks_layers_are_listed()
    {
        using var folder = new WorkFolder();

        ProgramRun zoo = ProgramRun.Of(folder.Path, "models"), lenet5 = ProgramRun.Of(folder.Path, "models", "lenet5");

        Assert.Contains("61,706", zoo.Output);
        Assert.Contains("[10, 10, 16]", lenet5.Output);
        Assert.Contains("416,520", lenet5.Output);
    }

    [MnistFact]
    public void LeNet5_reaches_98_9_percent_on_MNIST_in_five_epochs()
    {
        using var folder = new WorkFolder();
        (string, string?)[] data = [("DIGITLAB_DATA", MnistFactAttribute.Folder)];

        ProgramRun run = ProgramRun.Of(folder.Path, data, "train", "lenet5", "-e", "5", "--seed", "1", "-s", "models/lenet5.safetensors", "--run", "run");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.DoesNotContain("SYNTHETIC", run.Output);
        Assert.True(run.ErrorCount() <= 110, run.Lines[^1]);
        Assert.Equal(run.Lines[^1], ProgramRun.Of(folder.Path, data, "test", "-l", "models/lenet5.safetensors").Lines[^1]);
    }

    [MnistFact]
    public void The_data_command_says_where_MNIST_is_and_that_it_is_right()
    {
        using var folder = new WorkFolder();

        ProgramRun run = ProgramRun.Of(folder.Path, "data", "--data", MnistFactAttribute.Folder!);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("60000 digits", run.Output);
        Assert.Contains("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", run.Output);
    }

    [GeneratedRegex(@"^Test accuracy \d{1,3}\.\d\d% \([\d,]+ errors? in [\d,]+; 95% interval \d{1,3}\.\d\d–\d{1,3}\.\d\d%\)$")]
    private static partial Regex LastLine();
}
