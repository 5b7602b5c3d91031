using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

public sealed class ExperimentDefinitionTests
{
    [Fact]
    public void A_grid_is_counted_as_scikit_learn_counts_it()
    {
        // list(ParameterGrid({"b": [1, 2], "a": [True, False]})) sorts the keys and lets the last change fastest.
        ExperimentDefinition definition = Parse("""{ "base": { "model": "mlp" }, "grid": { "maxEpochs": [1, 2], "batchSize": [10, 20] } }""");

        Assert.Equal(
            ["batchSize=10, maxEpochs=1", "batchSize=10, maxEpochs=2", "batchSize=20, maxEpochs=1", "batchSize=20, maxEpochs=2"],
            definition.Settings.Select(setting => setting.ToString()));
    }

    [Fact]
    public void A_list_of_grids_stands_one_after_the_other_and_what_comes_again_is_kept_once()
    {
        ExperimentDefinition definition = Parse(
            """{ "base": { "model": "mlp" }, "grid": [{ "batchSize": [10, 20] }, { "batchSize": [20, 30] }, { "maxEpochs": [3] }] }""");

        Assert.Equal(["batchSize=10", "batchSize=20", "batchSize=30", "maxEpochs=3"], definition.Settings.Select(setting => setting.ToString()));
    }

    [Fact]
    public void Trials_are_settings_times_seeds()
    {
        ExperimentDefinition definition = Parse("""{ "base": { "model": "mlp" }, "grid": { "batchSize": [10, 20] }, "seeds": [7, 8, 18446744073709551615] }""");

        Assert.Equal([1, 1, 1, 2, 2, 2], definition.Trials.Select(trial => trial.Setting));
        Assert.Equal([1, 2, 3, 4, 5, 6], definition.Trials.Select(trial => trial.Number));
        Assert.Equal([7, 8, ulong.MaxValue, 7, 8, ulong.MaxValue], definition.Trials.Select(trial => trial.Configuration.Seed));
        Assert.Equal([1, 2, 3], Parse("""{ "base": { "model": "mlp" }, "seeds": 3 }""").Seeds.Select(seed => (int)seed));
    }

    [Fact]
    public void What_nobody_says_comes_from_the_networks_recipe()
    {
        TrainingConfiguration only = Parse("""{ "base": { "model": "fast" } }""").Trials.Single().Configuration;
        Assert.Equal(ZooRecipes.Find("fast"), only);

        TrainingConfiguration few = Parse("""{ "base": { "model": "lenet5" }, "grid": { "trainLimit": [400] } }""").Trials.Single().Configuration;
        Assert.Equal(ZooRecipes.Find("lenet5", trainLimit: 400), few);

        ExperimentDefinition recipes = Parse("""{ "base": { "model": "convnet1" }, "grid": { "recipe": ["published", "quick"] }, "aim": 99.1 }""");
        Assert.Equal([ZooRecipes.Find("convnet1", RecipeKind.Published), ZooRecipes.Find("convnet1", RecipeKind.Quick)], recipes.Trials.Select(trial => trial.Configuration));
        Assert.Equal(99.1, recipes.Aim);
    }

    [Fact]
    public void Everything_that_a_configuration_has_can_be_said_in_the_command_lines_words_or_in_full()
    {
        TrainingConfiguration configuration = Parse("""
            {
              // comments are allowed, and a comma too many
              "base": {
                "model": "convnet1", "optimizer": "nesterov:0.8", "optimizer.weightDecay": 5e-4, "schedule": "step:3:0.78:1:0.01", "loss": "squared-hinge",
                "augmentation": "rotation=10,shift=2", "variant.activation": "sigmoid", "variant": { "pooling": "average" }, "normalization": "perPixel",
                "loss.margin": 2, "dataset": "synthetic", "patience": 3,
              },
              "score": "validationLoss",
            }
            """).Trials.Single().Configuration;

        Assert.Equal(new SgdSettings(0.8, IsNesterov: true) { WeightDecay = 5e-4 }, configuration.Optimizer);
        Assert.Equal(new StepSchedule(3, 0.78, 1, 0.01), configuration.Schedule);
        Assert.Equal(new MulticlassHingeSettings(2, IsSquared: true), configuration.Loss);
        Assert.Equal(new AugmentationSettings { RotationDegrees = 10, ShiftPixels = 2 }, configuration.Augmentation);
        Assert.Equal(new NetworkVariant(ActivationKind.Sigmoid, PoolingKind.Average), configuration.Variant);
        Assert.Equal(
            (NormalizationKind.PerPixel, "synthetic", (int?)3, MonitoredScore.ValidationLoss),
            (configuration.Normalization, configuration.Dataset, configuration.Patience, configuration.Monitor));
    }

    [Fact]
    public void A_key_within_an_optimizer_holds_for_whichever_the_grid_names()
    {
        ExperimentDefinition definition = Parse(
            """{ "base": { "model": "mlp", "optimizer.weightDecay": 0.01 }, "grid": { "optimizer": ["sgd", "adam", { "optimizer": "rmsprop" }] } }""");

        Assert.All(definition.Trials, trial => Assert.Equal(0.01, trial.Configuration.Optimizer.WeightDecay));
        Assert.Equal([0.1, 0.001, new RmsPropSettings().UsualLearningRate], definition.Trials.Select(trial => trial.Configuration.LearningRate));   // each its own usual one
    }

    [Fact]
    public void Wide_grids_are_pruned_unless_somebody_says_no()
    {
        const string Wide = """ "base": { "model": "mlp", "maxEpochs": 100 }, "grid": { "batchSize": [1, 2, 3, 4, 5], "learningRate": [1, 2, 3, 4, 5] } """;
        Assert.Equal(new PruningSettings(12, 3), Parse($"{{ {Wide} }}").Pruning);   // 100 → 34 → 12, as 25 → 8 → 2
        Assert.Null(Parse($$"""{ {{Wide}}, "pruning": false }""").Pruning);
        Assert.Equal(new PruningSettings(5, 2), Parse($$"""{ {{Wide}}, "pruning": { "minEpochs": 5, "factor": 2 } }""").Pruning);
        Assert.Null(Parse("""{ "base": { "model": "mlp" }, "grid": { "batchSize": [1, 2] } }""").Pruning);
        Assert.NotNull(Parse("""{ "base": { "model": "mlp" }, "grid": { "batchSize": [1, 2, 3] }, "pruning": true }""").Pruning);
    }

    [Theory]
    [InlineData("[]", "try.json, line 1: expected an object")]
    [InlineData("{ \"base\": ", "try.json, line 1, column ")]
    [InlineData("{\n\"base\": { \"model\": \"mlp\" },\n\"base\": { } }", "try.json: Duplicate property 'base'")]
    [InlineData("{ }", "try.json, base: expected the configuration that all trials share")]
    [InlineData("""{ "base": { } }""", "try.json, base: expected a model")]
    [InlineData("""{ "base": { "model": "lenet6" } }""", "try.json, base.model: There is no model \"lenet6\"")]
    [InlineData("""{ "bse": { "model": "mlp" } , "base": { "model": "mlp" } }""", "try.json, bse: there is no such key: did you mean base?")]
    [InlineData("""{ "base": { "model": "mlp", "learningrate": 0.1 } }""", "try.json, base.learningrate: there is no such key: did you mean learningRate?")]
    [InlineData("""{ "base": { "model": "mlp", "weightDecay": 0.1 } }""", "try.json, base.weightDecay: there is no such key: did you mean optimizer.weightDecay?")]
    [InlineData("""{ "base": { "model": "mlp", "colour": 0.1 } }""", "try.json, base.colour: there is no such key: expected one of model, ")]
    [InlineData("""{ "base": { "model": "mlp", "seed": 1 } }""", "try.json, base.seed: the seeds stand beside base and grid")]
    [InlineData("""{ "base": { "model": "mlp", "monitor": "validationLoss" } }""", "try.json, base.monitor: the score that chooses stands beside")]
    [InlineData("""{ "base": { "model": "mlp", "maxEpochs": 1.5 } }""", "try.json, base.maxEpochs: expected a whole number, got 1.5.")]
    [InlineData("""{ "base": { "model": "mlp", "batchSize": "big" } }""", "try.json, base.batchSize: expected a whole number, got \"big\".")]
    [InlineData("""{ "base": { "model": "mlp", "split": "middle" } }""", "try.json, base.split: expected one of last, random, stratified, writers, got \"middle\".")]
    [InlineData("""{ "base": { "model": "mlp", "recipe": "theirs" } }""", "try.json, base.recipe: expected one of digitlab, published, quick, got \"theirs\".")]
    [InlineData("""{ "base": { "model": "mlp" }, "teacher": { "from": [] } }""", "try.json, teacher.from: expected at least one network")]
    [InlineData("""{ "base": { "model": "mlp" }, "teacher": { "from": ["a"], "temperature": 0 } }""", "try.json, teacher: Configuration teacher: expected a temperature from 1 to 100, got 0.")]
    [InlineData("""{ "base": { "model": "mlp", "teacher": { } } }""", "try.json, base.teacher: the networks that teach stand beside base and grid")]
    [InlineData("""{ "base": { "model": "mlp" }, "ensemble": { "views": 3 } }""", "try.json, ensemble: Ensemble views: expected one of 1, 5, 9, got 3.")]
    [InlineData("""{ "of": ["a.json"] }""", "try.json, of: here networks of other experiments vote, and none is trained: digitlab ensemble train takes it.")]
    [InlineData("""{ "base": { "model": "mlp" }, "aim": 101 }""", "try.json, aim: expected an accuracy in percent, above 0 and at most 100, got 101.")]
    [InlineData("""{ "base": { "model": "mlp", "validationCount": 0 } }""", "try.json, base.validationCount: expected digits to choose by, got 0.")]
    [InlineData("""{ "base": { "model": "mlp", "dataset": "cifar" } }""", "try.json, base.dataset: expected \"mnist\" or \"synthetic\", got \"cifar\".")]
    [InlineData("""{ "base": { "model": "mlp", "optimizer": { "optimizer": "sdg" } } }""", "try.json, base.optimizer.optimizer: expected one of sgd, ")]
    [InlineData("""{ "base": { "model": "mlp", "optimizer": { "optimizer": "sgd", "momentun": 0.9 } } }""", "try.json, base.optimizer.momentun: there is no such key: did you mean momentum?")]
    [InlineData("""{ "base": { "model": "mlp", "schedule": "stepp" } }""", "try.json, base.schedule: Schedule \"stepp\": expected one of ")]
    [InlineData("""{ "base": { "model": "mlp", "variant.activation": "swish" } }""", "try.json, base.variant.activation: expected one of relu, ")]
    [InlineData("""{ "base": { "model": "softmax", "variant.pooling": "max" } }""", "try.json, base.variant.pooling: Variant of softmax: the network has no pooling")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { "learningRate": 0.1 } }""", "try.json, grid.learningRate: expected a list of values, got 0.1")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { "learningRate": [] } }""", "try.json, grid.learningRate: expected a list of values, got []")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { "learningRates": [0.1] } }""", "try.json, grid.learningRates: there is no such key: did you mean learningRate?")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { "learningRate": [0.1, 0.2, 0.3, "fast"] } }""", "try.json, grid.learningRate[3]: expected a number, got \"fast\".")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { "learningRate": [0.1, 0.2, 0.3, -1] } }""", "try.json, grid.learningRate[3]: expected a finite number above 0, got -1.")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": [{ }, { "learningRate": [0.1, -1] }] }""", "try.json, grid[1].learningRate[1]: expected a finite number above 0")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { "optimizer": ["adam", "rmsprop"], "optimizer.momentum": [0.9] } }""", "try.json, grid.optimizer.momentum[0]: there is no such key: ")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { "schedule.everyEpochs": [3, 0] , "schedule": ["step:3:0.5"] } }""", "try.json, grid.schedule.everyEpochs[1]: Schedule step: expected a number of epochs above 0")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": 3 }""", "try.json, grid: expected an object of lists")]
    [InlineData("""{ "base": { "model": "mlp" }, "seeds": [] }""", "try.json, seeds: expected a list of seeds, or how many, got []")]
    [InlineData("""{ "base": { "model": "mlp" }, "seeds": [1, 2, 1] }""", "try.json, seeds[2]: 1 stands there already")]
    [InlineData("""{ "base": { "model": "mlp" }, "seeds": [1, -2] }""", "try.json, seeds[1]: expected a whole number of at least 0, got -2.")]
    [InlineData("""{ "base": { "model": "mlp" }, "seeds": 0 }""", "try.json, seeds: expected 1 to 100,000 seeds, got 0.")]
    [InlineData("""{ "base": { "model": "mlp" }, "score": "trainingLoss" }""", "try.json, score: expected a score of validation")]
    [InlineData("""{ "base": { "model": "mlp" }, "score": "accuracy" }""", "try.json, score: expected one of validationAccuracy, validationLoss, trainingLoss")]
    [InlineData("""{ "base": { "model": "mlp" }, "pruning": { "minEpoch": 2 } }""", "try.json, pruning.minEpoch: there is no such key: did you mean minEpochs?")]
    [InlineData("""{ "base": { "model": "mlp" }, "pruning": { "minEpochs": 0 } }""", "try.json, pruning: Pruning minEpochs: expected at least 1, got 0.")]
    public void A_mistake_is_named_with_its_place(string json, string sentence)
    {
        string message = Assert.Throws<InvalidDataException>(() => Parse(json)).Message;

        Assert.StartsWith(sentence, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ensemble_and_a_teacher_stand_beside_base_and_grid()
    {
        ExperimentDefinition definition = Parse("""
            {
              "base": { "model": "m3" }, "grid": { "model": ["m3", "m5"] }, "seeds": 2,
              "ensemble": { "vote": "majority", "twoLevels": true, "views": 5 },
              "teacher": { "from": ["all of experiments/zoo/m3"], "temperature": 2 }
            }
            """);

        Assert.Equal(new EnsembleSettings(VoteKind.Majority, TwoLevels: true, Views: 5), definition.Ensemble);
        Assert.Equal(["all of experiments/zoo/m3"], definition.TeachersFrom);
        Assert.All(definition.Trials, trial => Assert.Equal(new TeacherSettings(2), trial.Configuration.Teacher));
    }

    [Fact]
    public void Another_seed_leaves_all_else_as_it_is()
    {
        ExperimentDefinition definition = Parse(ExperimentDefinition.WithSeed("""{ "base": { "model": "fast" /* quick */ }, "seeds": 5, "aim": 99 }""", 7));

        Assert.Equal(ZooRecipes.Find("fast") with { Seed = 7 }, Assert.Single(definition.Trials).Configuration);
        Assert.Equal(99, definition.Aim);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.StartsWith("no/such.json: there is no such definition", Assert.Throws<FileNotFoundException>(() => ExperimentDefinition.Load("no/such.json")).Message, StringComparison.Ordinal);

    private static ExperimentDefinition Parse(string json) => ExperimentDefinition.Parse(json, "try.json");
}
