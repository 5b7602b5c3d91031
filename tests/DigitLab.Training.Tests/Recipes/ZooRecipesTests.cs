using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

public sealed class ZooRecipesTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Select(model => model.Name)];

    [Fact]
    public void Every_network_of_the_zoo_has_recipes_of_its_own_in_the_zoos_order() =>
        Assert.Equal(ModelZoo.All.Select(model => model.Name), ZooRecipes.All.Select(recipes => recipes.Model));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_recipe_is_for_its_network_says_its_name_and_builds(string name)
    {
        foreach (RecipeKind kind in Enum.GetValues<RecipeKind>())
        {
            TrainingConfiguration recipe = ZooRecipes.Find(name, kind).Checked();

            Assert.Equal((name, kind), (recipe.Model, recipe.Recipe!.Value));
            Assert.NotNull(recipe.Optimizer.Build(recipe.BuildNetwork().Parameters));   // an override that names no parameter throws
            Assert.Equal(recipe, TrainingConfiguration.FromJson(recipe.ToJson(), "config.json"));
        }
    }

    [Fact]
    public void What_was_published_is_what_the_recipe_says()
    {
        TrainingConfiguration convnet1 = ZooRecipes.Find("convnet1", RecipeKind.Published);
        Assert.Equal((50, 10, 1e-3, 1000), (convnet1.BatchSize, convnet1.MaxEpochs, convnet1.LearningRate, convnet1.ValidationCount));
        Assert.Equal((NormalizationKind.PerPixel, new SgdSettings { WeightDecay = 1e-3 }), (convnet1.Normalization, convnet1.Optimizer));
        Assert.Equal(11_800, 59_000 / convnet1.BatchSize * convnet1.MaxEpochs);

        TrainingConfiguration lenet53 = ZooRecipes.Find("lenet53", RecipeKind.Published);
        Assert.Equal((86, 100, 40, 10_000), (lenet53.BatchSize, lenet53.MaxEpochs, lenet53.Patience!.Value, lenet53.ValidationCount));
        Assert.Equal(new SgdSettings(0.9, IsNesterov: true) { WeightDecay = 5e-4 }, lenet53.Optimizer);

        TrainingConfiguration modified = ZooRecipes.Find("lenet5-modified", RecipeKind.Published);
        Assert.Equal((64, 30, 1e-3, new PlateauSchedule(2, 0.2)), (modified.BatchSize, modified.MaxEpochs, modified.LearningRate, modified.Schedule));
        Assert.Equal(["conv1.weights", "conv3.weights"], modified.Optimizer.Overrides!.Select(each => each.Parameters));   // the two convolutions with a bias

        TrainingConfiguration cnn9975 = ZooRecipes.Find("cnn9975", RecipeKind.Published);
        Assert.Equal((SplitKind.Random, 6000, 64, 30, new ExponentialSchedule(0.95)), (cnn9975.Split, cnn9975.ValidationCount, cnn9975.BatchSize, cnn9975.MaxEpochs, cnn9975.Schedule));

        TrainingConfiguration m7 = ZooRecipes.Find("m7", RecipeKind.Published);
        Assert.Equal((120, 150, 0.999, NormalizationKind.Symmetric, new ExponentialSchedule(0.98)), (m7.BatchSize, m7.MaxEpochs, m7.AverageDecay, m7.Normalization, m7.Schedule));
        Assert.Equal(new AugmentationSettings { RotationDegrees = 20, ShiftPixels = 5.6 }, m7.Augmentation);
    }

    // The table experiments/2026-11-21-lenet5-five-epochs.md was made by it.
    [Fact]
    public void The_quick_recipe_of_lenet5_stays_what_it_was() => Assert.Equal(
        new TrainingConfiguration
        {
            Model = "lenet5",
            Recipe = RecipeKind.Quick,
            MaxEpochs = 5,
            BatchSize = 128,
            LearningRate = 0.004,
            Schedule = new OneCycleSchedule(),
            Optimizer = new AdamSettings(),
        },
        ZooRecipes.Find("lenet5", RecipeKind.Quick));

    [Fact]
    public void Ours_takes_fewer_epochs_than_the_published_one_wherever_that_was_long() => Assert.All(
        ZooRecipes.All.Where(recipes => recipes.Published.MaxEpochs >= 50),
        recipes => Assert.True(recipes.Digitlab.MaxEpochs <= recipes.Published.MaxEpochs / 3, recipes.Model));

    // The rate of one cycle ends at nothing; where the published ones end, it need not have fallen.
    [Fact]
    public void Ours_keeps_the_last_epoch_and_the_published_one_the_best() => Assert.All(
        ZooRecipes.All.Where(recipes => recipes.Digitlab != recipes.Quick),
        recipes => Assert.Equal(
            (recipes.Digitlab.AverageDecay > 0 ? KeptEpoch.Last : KeptEpoch.Best, KeptEpoch.Best),
            (recipes.Digitlab.Keep, recipes.Published.Keep)));

    [Fact]
    public void Few_digits_come_in_small_batches()
    {
        int usual = ZooRecipes.Find("lenet5").BatchSize;
        TrainingConfiguration few = ZooRecipes.Find("lenet5", trainLimit: 1000);
        Assert.Equal(1000, few.TrainLimit);
        Assert.True(few.BatchSize < usual);
        Assert.Equal(usual, ZooRecipes.Find("lenet5", trainLimit: 50_000).BatchSize);
    }
}
