using System.Text.Json;

namespace DigitLab.EndToEnd.Tests;

/// <summary>From definitions to the zoo's table; networks compared, voting, teaching, disturbed.</summary>
public sealed class ZooTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public ZooTests() => SmallMnist.WriteTo(_work.Of("mnist"), training: 400, test: 60);

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_recipe_is_taken_by_name_and_options_stand_above_it()
    {
        Run("train", "convnet1", "--recipe", "published", "-e", "1", "-n", "100", "--validation", "20", "--run", "published");
        JsonElement configuration = Json("published/config.json");

        Assert.Equal(("published", 1, 0.001), (configuration.GetProperty("recipe").GetString(), configuration.GetProperty("maxEpochs").GetInt32(), configuration.GetProperty("learningRate").GetDouble()));
        Assert.Equal("perPixel", configuration.GetProperty("normalization").GetString());
        Assert.Contains("train,", Assert.Single(File.ReadLines(_work.Of("published/test-readings.csv")).Skip(1)));
        ProgramRun wrong = Do("train", "lenet5", "--recipe", "theirs");
        Assert.Equal(2, wrong.ExitCode);
    }

    [Fact]
    public void A_split_by_writers_says_what_it_needs()
    {
        ProgramRun run = Do("train", "softmax", "--split", "writers", "--run", "run");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("digitlab data download --writers", run.Errors);
    }

    [Fact]
    public void Two_networks_are_compared_in_a_sentence_and_their_errors_drawn()
    {
        Train("softmax", "one");
        Train("mlp", "two");

        ProgramRun compared = Run("compare", "one", "two/best.safetensors");
        Assert.Matches("reads better:|No difference is shown:|They misread the same digits", compared.Lines[^1]);
        JsonElement json = Run("compare", "one", "two", "--json").Json;
        Assert.Equal(compared.Lines[^1].Replace("/best.safetensors", "", StringComparison.Ordinal), json.GetProperty("sentence").GetString());
        int both = json.GetProperty("both").GetInt32(), errors = json.GetProperty("first").GetProperty("errors").GetArrayLength();
        Assert.Equal(errors, both + json.GetProperty("onlyFirst").GetInt32());

        JsonElement drawn = Run("errors", "one", "two", "-o", "sheets", "--json").Json;
        Assert.Equal(both, drawn.GetProperty("misreadByAll").GetArrayLength());
        foreach (JsonElement network in drawn.GetProperty("networks").EnumerateArray().Where(network => network.GetProperty("errors").GetArrayLength() > 0))
        {
            Assert.Contains("<svg", File.ReadAllText(_work.Of(network.GetProperty("sheet").GetString()!)));
        }

        Assert.Equal(["train", "compare", "compare", "errors"], File.ReadLines(_work.Of("one/test-readings.csv")).Skip(1).Select(line => line.Split(',')[1]));
    }

    [Fact]
    public void Networks_of_different_preprocessing_vote_together()
    {
        Train("softmax", "one", "--normalization", "perPixel");
        Train("mlp", "two", "--normalization", "symmetric");

        ProgramRun alone = Run("ensemble", "test", "one", "--json"), both = Run("ensemble", "test", "one", "two", "--vote", "majority", "--tta", "5", "--json");

        Assert.Equal(Run("test", "-l", "one", "--json").Json.GetProperty("test").GetProperty("errors").GetArrayLength(), alone.Json.GetProperty("score").GetProperty("errors").GetArrayLength());
        Assert.Equal((2, 100), (both.Json.GetProperty("members").GetArrayLength(), both.Json.GetProperty("validationCount").GetInt32()));
        Assert.Equal(2, Do("ensemble", "test", "one", "--tta", "3").ExitCode);
    }

    [Fact]
    public void An_ensemble_is_trained_by_a_definition_teaches_a_student_and_all_stand_in_the_table()
    {
        Directory.CreateDirectory(_work.Of("zoo"));
        const string Base = """ "trainLimit": 200, "validationCount": 100, "maxEpochs": 2, "batchSize": 20, "recipe": "quick" """;
        File.WriteAllText(_work.Of("zoo/plain.json"), $$"""{ "base": { "model": "softmax", {{Base}} }, "seeds": 2, "test": "all", "aim": 10, "published": { "errors": 5, "count": 60, "source": "nobody 2026" } }""");
        File.WriteAllText(_work.Of("zoo/vote.json"), $$"""{ "base": { "model": "softmax", "isBagged": true, {{Base}} }, "grid": { "model": ["softmax", "mlp"] }, "seeds": 2, "test": "all", "ensemble": { "vote": "mean", "twoLevels": true } }""");
        File.WriteAllText(_work.Of("zoo/student.json"), $$"""{ "base": { "model": "softmax", {{Base}} }, "teacher": { "from": ["all of zoo/vote"] } }""");
        File.WriteAllText(_work.Of("zoo/later.json"), $$"""{ "base": { "model": "mlp", {{Base}} } }""");
        File.WriteAllText(_work.Of("zoo/never.json"), """{ "base": { "model": "mlp" } }""");

        Run("experiment", "run", "zoo/plain.json");
        ProgramRun voted = Run("ensemble", "train", "zoo/vote.json");
        Assert.Contains("Ensemble of 4 by mean probability on two levels", voted.Lines[^1]);
        Run("experiment", "run", "zoo/student.json");
        Run("experiment", "run", "zoo/student.json", "--seed", "3");
        Assert.Equal(4, Json("zoo/student-seed-3/trials/0001/config.json").GetProperty("teacher").GetProperty("weights").GetString()!.Split(' ').Length);
        Assert.Contains("The same bits", Run("experiment", "verify", "zoo/student-seed-3").Output);

        Directory.CreateDirectory(_work.Of("zoo/ensembles"));
        File.WriteAllText(_work.Of("zoo/ensembles/both.json"), """{ "of": ["zoo/plain.json", "zoo/later.json"], "vote": "majority", "aim": 5 }""");
        File.WriteAllText(_work.Of("zoo/ensembles/later.json"), """{ "of": ["zoo/vote.json", "zoo/plain.json"] }""");
        Assert.Contains("Ensemble of 3 by majority", Run("ensemble", "train", "zoo/ensembles/both.json").Lines[^1]);   // trains what is not trained yet
        Assert.Equal(1, Do("experiment", "run", "zoo/ensembles/both.json").ExitCode);

        Run("experiment", "results", "zoo", "--no-timing");
        string page = File.ReadAllText(_work.Of("zoo/RESULTS.md"));
        Assert.Contains("| plain | softmax | quick | 7,850 | 2 | 2 |", page);
        Assert.Contains("10.00% reached", page);
        Assert.Contains("91.67% (nobody 2026)", page);
        Assert.Contains("| vote | softmax, mlp | mean, two levels | 4 |", page);
        Assert.Contains("| later | mlp | quick | 535,818 | 1 | 2 |", page);
        Assert.Contains("| never | mlp | digitlab | – | 0 of 1 |", page);
        Assert.Matches(@"\| both \| softmax, mlp \| majority \| 3 \| .* \| 5.00% reached \|", page);
        Assert.Contains("| later | vote, plain | mean | – |", page);
        Assert.Equal(1, Do("ensemble", "train", "zoo/plain.json").ExitCode);

        // The runs' folders are gone, as on another machine; what they came to is not.
        Directory.Delete(_work.Of("zoo/plain"), recursive: true);
        Directory.Delete(_work.Of("zoo/vote"), recursive: true);
        Directory.Delete(_work.Of("zoo/ensembles/both"), recursive: true);
        Run("experiment", "results", "zoo", "--no-timing");
        Assert.Equal(page, File.ReadAllText(_work.Of("zoo/RESULTS.md")));

        // A definition that says something else has no results, nor has an ensemble of its networks.
        string definition = File.ReadAllText(_work.Of("zoo/later.json"));
        File.WriteAllText(_work.Of("zoo/later.json"), definition.Replace("\"maxEpochs\": 2", "\"maxEpochs\": 3", StringComparison.Ordinal));
        Assert.Contains("later: 1 run was left out: the definition says something else by now", Run("experiment", "results", "zoo", "--no-timing").Output);
        page = File.ReadAllText(_work.Of("zoo/RESULTS.md"));
        Assert.Contains("| later | mlp | quick | – | 0 of 1 |", page);
        Assert.Contains("| both | plain, later | majority | – |", page);

        // Nor has a student whose definition names other teachers by now.
        Assert.DoesNotContain("| student | softmax | quick | – |", page);
        string student = File.ReadAllText(_work.Of("zoo/student.json"));
        File.WriteAllText(_work.Of("zoo/student.json"), student.Replace("all of zoo/vote", "all of zoo/later", StringComparison.Ordinal));
        Run("experiment", "results", "zoo", "--no-timing");
        Assert.Contains("| student | softmax | quick | – | 0 of 1 |", File.ReadAllText(_work.Of("zoo/RESULTS.md")));

        File.WriteAllText(_work.Of("zoo/results/plain.json"), "{ \"runs\": ");
        ProgramRun damaged = Do("experiment", "results", "zoo");
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains(Path.Combine("results", "plain.json"), damaged.Errors);
    }

    [Fact]
    public void Seeds_that_were_trained_alone_stand_in_the_table_and_an_ensemble_that_names_what_is_elsewhere_is_told()
    {
        Directory.CreateDirectory(_work.Of("zoo/ensembles"));
        const string Definition = """{ "base": { "model": "softmax", "trainLimit": 200, "validationCount": 100, "maxEpochs": 1, "recipe": "quick" }, "seeds": 3, "test": "all" }""";
        File.WriteAllText(_work.Of("zoo/plain.json"), Definition);
        File.WriteAllText(_work.Of("away.json"), Definition);
        File.WriteAllText(_work.Of("zoo/ensembles/near.json"), """{ "of": ["zoo/plain.json"] }""");
        File.WriteAllText(_work.Of("zoo/ensembles/far.json"), """{ "of": ["zoo/plain.json", "away.json"] }""");

        Run("experiment", "run", "zoo/plain.json", "--seed", "3");
        Run("experiment", "run", "zoo/plain.json", "--seed", "2");
        Run("experiment", "run", "zoo/plain.json", "--seed", "4");   // of which the definition says nothing

        ProgramRun gathered = Run("experiment", "results", "zoo");
        Assert.Contains("| plain | softmax | quick | 7,850 | 2 of 3 | 1 |", File.ReadAllText(_work.Of("zoo/RESULTS.md")));
        Assert.Equal("Note: far: its line stays empty, since away.json is not in zoo. Move what it names there.", Assert.Single(gathered.Lines, line => line.StartsWith("Note", StringComparison.Ordinal)));
        JsonElement kept = Json("zoo/results/plain.json");
        Assert.Equal([(2, 2), (3, 3)], kept.GetProperty("runs").EnumerateArray().Select(run => (run.GetProperty("trial").GetInt32(), run.GetProperty("seed").GetInt32())));
        Assert.True(kept.GetProperty("inferenceMicroseconds").GetDouble() > 0);

        // With the others they are what one run of all would have come to.
        Run("experiment", "run", "zoo/plain.json");
        string[] Weights() => [.. Json("zoo/results/plain.json").GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("weightsSha256").GetString()!)];
        string[] alone = Weights();
        Run("experiment", "results", "zoo", "--no-timing");
        Assert.Equal(alone, Weights()[1..]);
    }

    [Fact]
    public void A_student_that_was_begun_goes_on_without_its_teacher()
    {
        Train("mlp", "teacher");
        Train("softmax", "student", "--teacher", "teacher", "--temperature", "2");
        Train("softmax", "again", "--teacher", "teacher/best.safetensors", "--temperature", "2");

        Assert.Equal(Json("student/summary.json").GetProperty("weightsSha256").GetString(), Json("again/summary.json").GetProperty("weightsSha256").GetString());
        Assert.True(File.Exists(_work.Of("student/teacher.safetensors")));
        Assert.Equal(2, Do("train", "softmax", "--temperature", "2").ExitCode);
    }

    [Fact]
    public void Teachers_that_read_beside_their_student_stay_in_its_folder_and_in_its_experiments()
    {
        Train("mlp", "teacher");
        Train("softmax", "student", "--teacher", "teacher", "--teacher-reads", "augmented", "--augment", "rotation=15");
        Train("softmax", "other", "--teacher", "teacher", "--teacher-reads", "original", "--augment", "rotation=15");
        Assert.True(File.Exists(_work.Of("student/teachers/001.safetensors")));
        Assert.False(File.Exists(_work.Of("student/teacher.safetensors")));
        Assert.NotEqual(Json("student/summary.json").GetProperty("weightsSha256").GetString(), Json("other/summary.json").GetProperty("weightsSha256").GetString());
        Assert.Equal("augmented", Json("student/config.json").GetProperty("teacher").GetProperty("reads").GetString());

        File.WriteAllText(
            _work.Of("live.json"),
            """{ "base": { "model": "softmax", "trainLimit": 200, "validationCount": 100, "maxEpochs": 2, "recipe": "quick", "augmentation": "rotation=15" }, "teacher": { "from": ["teacher/best.safetensors"], "reads": "augmented" } }""");
        Run("experiment", "run", "live.json");
        Directory.Delete(_work.Of("teacher"), recursive: true);
        Assert.Contains("The same bits", Run("experiment", "verify", "live").Output);
        Assert.Equal(2, Do("train", "softmax", "--teacher-reads", "augmented").ExitCode);
    }

    [Fact]
    public void A_student_whose_teachers_were_taken_away_does_not_go_on()
    {
        Train("mlp", "teacher");
        Train("softmax", "student", "--teacher", "teacher", "--teacher-reads", "augmented");
        File.Delete(_work.Of("student/summary.json"));   // as if it had been killed at its end
        Directory.Move(_work.Of("student/teachers"), _work.Of("student/away"));

        ProgramRun refused = Do("train", "--resume", "--run", "student");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("expected the teachers that the run began with, found none", refused.Errors);

        Directory.Move(_work.Of("student/away"), _work.Of("student/teachers"));
        Assert.Equal(0, Do("train", "--resume", "--run", "student").ExitCode);
    }

    [Fact]
    public void The_robustness_card_is_a_page_a_table_and_numbers()
    {
        Train("softmax", "one");

        Run("robustness", "one", "-o", "card", "-n", "30");

        Assert.Equal(8, Directory.GetFiles(_work.Of("card/figures"), "*.svg").Length);
        Assert.Contains("| rotation -60° |", File.ReadAllText(_work.Of("card/robustness.md")));
        string[] lines = File.ReadAllLines(_work.Of("card/robustness.csv"));
        Assert.Equal("network,change,strength,errors,count,accuracy", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("softmax,", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Doubtful_labels_are_ranked_for_both_sets()
    {
        string[] command = ["labels", "--networks", "softmax", "--folds", "2", "-e", "2", "-o", "labels"];
        Run(command);
        JsonElement found = Json("labels/labels.json");

        Assert.Equal(Enumerable.Range(1, 60), found.GetProperty("test").EnumerateArray().Select(label => label.GetProperty("rank").GetInt32()));
        Assert.True(found.GetProperty("training").GetArrayLength() >= 100);
        foreach (string sheet in (string[])["training.png", "training.svg", "test.png", "test.svg"])
        {
            Assert.True(new FileInfo(_work.Of($"labels/{sheet}")).Length > 100, sheet);
        }

        string first = File.ReadAllText(_work.Of("labels/labels.json"));
        Run(command);   // the trainings are there
        Assert.Equal(first, File.ReadAllText(_work.Of("labels/labels.json")));
    }

    private ProgramRun Train(string model, string folder, params string[] more) =>
        Run(["train", model, "--recipe", "quick", "-e", "2", "-b", "20", "-n", "200", "--validation", "100", "--run", folder, .. more]);

    private ProgramRun Run(params string[] arguments)
    {
        ProgramRun run = Do(arguments);
        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        return run;
    }

    private ProgramRun Do(params string[] arguments) => ProgramRun.Of(_work.Path, [("DIGITLAB_DATA", _work.Of("mnist"))], arguments);

    private JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllText(_work.Of(path))).RootElement.Clone();
}
