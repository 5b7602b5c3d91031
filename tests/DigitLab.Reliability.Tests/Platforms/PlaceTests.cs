using System.Globalization;
using DigitLab.EndToEnd.Tests;
using DigitLab.Training;

namespace DigitLab.Reliability.Tests.Platforms;

/// <summary>Folders with spaces and letters from everywhere, and clocks of other places.</summary>
public sealed class PlaceTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Folders_may_have_spaces_and_any_letters()
    {
        string place = "Übung mit Ziffern 數字 😀 it's [1] 50% & more";
        SmallMnist.WriteTo(_work.Of($"{place}/mnist data"), training: 300, test: 60);
        File.WriteAllText(_work.Of($"{place}/der Versuch.json"), """{ "base": { "model": "softmax", "maxEpochs": 1, "validationCount": 50 }, "grid": { "learningRate": [0.001, 0.1] } }""");
        foreach (string[] line in (string[][])
        [
            ["train", "softmax", "-e", "2", "--validation", "50", "--data", $"{place}/mnist data", "--run", $"{place}/der Lauf", "-s", $"{place}/das Modell.safetensors"],
            ["test", "-l", $"{place}/das Modell.safetensors", "--data", $"{place}/mnist data"],
            ["report", $"{place}/der Lauf", "--data", $"{place}/mnist data"],
            ["augment", "3", "--augment", "shift=1", "--data", $"{place}/mnist data", "-o", $"{place}/ein Bogen.png"],
            ["recognize", $"{place}/ein Bogen.png"],
            ["export", "onnx", $"{place}/das Modell.safetensors", $"{place}/das Modell.onnx"],
            ["import", $"{place}/das Modell.onnx", "--as", "softmax", "-s", $"{place}/zurück.safetensors"],
            ["experiment", "run", $"{place}/der Versuch.json", "--data", $"{place}/mnist data"],
        ])
        {
            ProgramRun run = ProgramRun.Of(_work.Path, line);
            Assert.True(run.ExitCode == 0, $"digitlab {string.Join(' ', line)}: {run.Output}{run.Errors}");
        }
    }

    [Theory]
    [InlineData("Pacific/Kiritimati")]   // fourteen hours ahead
    [InlineData("America/St_Johns")]     // three and a half behind
    public void Times_that_are_kept_are_those_of_everywhere(string zone)
    {
        ProgramRun run = ProgramRun.Of(_work.Path, [("TZ", zone)], "train", "softmax", "-n", "100", "-e", "1", "--validation", "50", "--dataset", "synthetic", "--run", "run");
        Assert.True(run.ExitCode == 0, run.Errors);

        DateTime read = DateTime.Parse(Assert.Single(TestReadings.Of(_work.Of("run"))).Split(',')[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        DateTime finished = RunSummary.Load(_work.Of("run/summary.json")).Finished;
        Assert.Equal(DateTimeKind.Utc, finished.Kind);
        Assert.InRange((DateTime.UtcNow - read).TotalMinutes, 0, 10);
        Assert.InRange((DateTime.UtcNow - finished).TotalMinutes, 0, 10);
    }
}
