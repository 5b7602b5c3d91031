using DigitLab.Data;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

/// <summary>The definitions in <c>experiments/</c> are in order, and say what was published.</summary>
public sealed class PublishedExperimentsTests
{
    private static readonly string Folder = Path.Combine(Root(), "experiments");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_definition_is_valid(string name) => Assert.NotEmpty(Load(name).Trials);

    [Fact]
    public void The_zoo_has_a_definition_for_every_network_of_it_judged_by_hands_it_has_not_seen()
    {
        ExperimentDefinition[] zoo = [.. Directory.GetFiles(Path.Combine(Folder, "zoo"), "*.json").Select(ExperimentDefinition.Load)];

        Assert.Empty(ModelZoo.All.Select(model => model.Name).Except(zoo.Select(definition => definition.Trials[0].Configuration.Model)));
        Assert.All(
            zoo.Where(definition => definition.Trials[0].Configuration is { Recipe: RecipeKind.Digitlab }),
            definition => Assert.Equal(SplitKind.Writers, definition.Trials[0].Configuration.Split));
        Assert.All(zoo, definition => Assert.Single(definition.Settings));   // nothing is chosen
    }

    [Fact]
    public void The_zoos_ensembles_are_of_experiments_that_there_are_and_that_share_their_validation_digits()
    {
        EnsembleDefinition[] ensembles = [.. Directory.GetFiles(Path.Combine(Folder, "zoo", ZooResults.EnsemblesName), "*.json").Select(EnsembleDefinition.Load)];

        Assert.NotEmpty(ensembles);
        Assert.All(ensembles, ensemble => Assert.Single(
            ensemble.Of.Select(file => ExperimentDefinition.Load(Path.Combine(Root(), file)).Trials[0].Configuration).Select(each => (each.Split, each.ValidationCount)).Distinct()));
    }

    [Theory]
    [InlineData("lenet53", 25, 39)]
    [InlineData("lenet53-augmented", 3, 35)]
    [InlineData("lenet53-stn", 3, 31)]
    [InlineData("lenet53-tpn", 3, 29)]
    public void The_lenet53_family_has_its_settings_and_published_errors(string name, int settings, int errors)
    {
        ExperimentDefinition definition = Load(name);

        Assert.Equal((settings, errors), (definition.Settings.Count, definition.Published!.Errors));
        Assert.NotNull(definition.Pruning);
    }

    [Fact]
    public void The_published_schedule_falls_as_published()
    {
        // 0.04 with k = 3: 0.78^⌊(1 + epoch) / 3⌋, never below 0.01 of the rate.
        TrainingConfiguration first = Load("lenet53").Trials[0].Configuration;
        Assert.Equal(0.04, first.LearningRate);
        double[] factors = [.. new[] { 0, 1, 2, 4, 5, 8, 99 }.Select(epoch => first.Schedule.FactorAt(new ScheduleMoment(epoch, 1, 100), []))];
        Assert.Equal([1, 1, 0.78, 0.78, 0.6084, 0.474552, 0.01], factors.Select(factor => Math.Round(factor, 12)));
    }

    private static ExperimentDefinition Load(string name) => ExperimentDefinition.Load(Path.Combine(Folder, $"{name}.json"));

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DigitLab.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests lie outside the repository.");
        }

        return folder;
    }
}
