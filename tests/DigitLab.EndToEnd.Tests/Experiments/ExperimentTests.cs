using System.Text.Json;

namespace DigitLab.EndToEnd.Tests;

/// <summary>An experiment from its definition to its table, on this machine.</summary>
public sealed class ExperimentTests : IDisposable
{
    private readonly SmallExperiment _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void One_command_leads_from_the_definition_to_the_table()
    {
        ProgramRun run = _experiment.Run();
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Winner by validation accuracy: learningRate=", run.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("Published: 94.00% (3 errors), nobody 2026.", run.Lines[^1], StringComparison.Ordinal);

        // Four settings to epoch 3, two of them to the end; only the winner's two networks read the test digits.
        string[][] rows = [.. _experiment.Table().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(SmallExperiment.Trials, rows.Length);
        Assert.Equal([3, 3, 3, 3, 6, 6, 6, 6], rows.Select(row => int.Parse(row[7], System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Equal(2, rows.Count(row => row[12].Length > 0));
        Assert.Equal(2, _experiment.Count("test.json"));
        Assert.All(rows, row => Assert.Equal(row[6] == "finished", row[14].Length == 64));

        string markdown = _experiment.Do("table", "try", "--format", "markdown").Output;
        Assert.StartsWith("# try\n\nRates and optimizers.\n", markdown, StringComparison.Ordinal);
        Assert.Contains("## optimizer", markdown, StringComparison.Ordinal);
        Assert.Contains("commit ", markdown, StringComparison.Ordinal);
        Assert.Equal(_experiment.Table(), _experiment.Do("table", "try", "--format", "csv").Output);
        JsonElement json = _experiment.Do("table", "try", "--format", "json").Json;
        Assert.Equal(4, json.GetProperty("settings").GetArrayLength());
        Assert.Equal(2, json.GetProperty("influences").GetArrayLength());
        string page = File.ReadAllText(_experiment.Work.Of("try/report.html"));
        Assert.Equal(3, page.Split("<svg").Length - 1);   // a plot for each parameter, a heat map for the pair
        Assert.Contains("class=\"winner\"", page, StringComparison.Ordinal);

        Assert.Contains("8 trials: 4 finished, 4 stopped", _experiment.Do("watch", "try", "--once").Output, StringComparison.Ordinal);
        Assert.Contains("try: 8 trials: 4 finished, 4 stopped; Winner", _experiment.Do("list", ".").Output, StringComparison.Ordinal);
        Assert.Contains("| try |", _experiment.Do("table", "try", "try", "--format", "markdown").Output, StringComparison.Ordinal);

        DateTime[] before = Stamps();
        ProgramRun again = _experiment.Run();
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Equal(before, Stamps());   // nothing was trained again, and no test digit read again
    }

    [Fact]
    public void Verifying_trains_again_and_compares_the_bits()
    {
        Assert.Equal(0, _experiment.Run().ExitCode);
        ProgramRun same = _experiment.Do("verify", "try", "--data", "mnist");
        Assert.True(same.ExitCode == 0, same.Errors);
        Assert.Contains("The same bits: 6 epochs", same.Output, StringComparison.Ordinal);
        Assert.Contains("The same bits: ", _experiment.Do("verify", "try", "--data", "mnist", "--trial", "2").Output, StringComparison.Ordinal);

        string history = _experiment.Work.Of("try/trials/0001/history.csv");
        File.WriteAllText(history, File.ReadAllText(history).Replace("\n2,", "\n2,1", StringComparison.Ordinal));
        ProgramRun other = _experiment.Do("verify", "try", "--data", "mnist", "--trial", "1");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("trial 1 came out otherwise: the scores of epoch 2", other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_the_number_of_processes_nor_their_order_nor_threads_change_the_table()
    {
        Assert.Equal(0, _experiment.Run("--parallel", "1", "--threads", "2").ExitCode);
        Assert.Equal(0, _experiment.Run("--folder", "other", "--parallel", "3", "--order", "random").ExitCode);

        Assert.Equal(_experiment.Table(), _experiment.Table("other"));
    }

    [Fact]
    public void An_experiment_starts_from_the_winner_of_another()
    {
        Assert.Equal(0, _experiment.Run().ExitCode);
        File.WriteAllText(_experiment.Work.Of("next.json"), """
            { "base": { "model": "softmax", "trainLimit": 400, "validationCount": 200, "maxEpochs": 1, "learningRate": 1e-12 }, "initialFrom": "best of try", "test": "all" }
            """);
        ProgramRun next = _experiment.Do("run", "next.json", "--data", "mnist");
        Assert.True(next.ExitCode == 0, next.Errors);

        // At such a rate nothing is learned or forgotten: the score is the winner's.
        double best = _experiment.Table().Split('\n').Skip(1).Select(line => line.Split(',')).Where(row => row is [_, _, "1", ..]).Max(row => Number(row[9]));
        Assert.Equal(best, Number(_experiment.Table("next").Split('\n')[1].Split(',')[7]));
        Assert.True(File.Exists(_experiment.Work.Of("next/initial.safetensors")));
    }

    [Fact]
    public void More_seeds_are_trained_beside_those_that_are_there()
    {
        const string Two = """{ "base": { "model": "softmax", "trainLimit": 400, "validationCount": 200, "maxEpochs": 2 }, "seeds": 2, "test": "all" }""";
        string three = Two.Replace("\"seeds\": 2", "\"seeds\": [1, 2, 3]", StringComparison.Ordinal);
        using var grown = new SmallExperiment(Two);
        using var whole = new SmallExperiment(three);
        Assert.Equal(0, grown.Run().ExitCode);
        string history = grown.Work.Of("try/trials/0002/history.csv");   // its times of day tell whether it was trained again
        string before = File.ReadAllText(history);

        File.WriteAllText(grown.Work.Of("try.json"), three);
        ProgramRun more = grown.Run();
        Assert.True(more.ExitCode == 0, more.Errors);
        Assert.Equal(0, whole.Run().ExitCode);

        Assert.Equal(before, File.ReadAllText(history));
        Assert.Equal(3, grown.Count("test.json"));
        for (int trial = 1; trial <= 3; trial++)
        {
            Assert.Equal(File.ReadAllBytes(whole.Work.Of($"try/trials/000{trial}/best.safetensors")), File.ReadAllBytes(grown.Work.Of($"try/trials/000{trial}/best.safetensors")));
        }

        foreach (string other in new[] { Two, three.Replace("[1, 2, 3]", "[3, 2, 1, 4]", StringComparison.Ordinal), three.Replace("3]", "3, 4], \"aim\": 90", StringComparison.Ordinal) })
        {
            File.WriteAllText(grown.Work.Of("try.json"), other);
            ProgramRun refused = grown.Run();
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("try: the folder holds an experiment of another definition", refused.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_dry_run_tells_all_and_makes_nothing()
    {
        ProgramRun run = _experiment.Run("--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("try: 4 settings with 2 seeds each, 8 trials; folder try", run.Output, StringComparison.Ordinal);
        Assert.Contains("Trial 8: learningRate=0.1, optimizer=adam, seed 2, softmax, up to 6 epochs", run.Output, StringComparison.Ordinal);
        Assert.Contains("one setting in 2 goes on after epoch 3", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_experiment.Work.Of("try")));
    }

    private static double Number(string field) => double.Parse(field, System.Globalization.CultureInfo.InvariantCulture);

    private DateTime[] Stamps() =>
        [.. Directory.GetFiles(_experiment.Work.Of("try/trials"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
}
