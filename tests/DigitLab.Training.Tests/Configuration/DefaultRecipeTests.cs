using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

public sealed class DefaultRecipeTests
{
    [Fact]
    public void Every_network_of_the_zoo_has_a_recipe()
    {
        foreach (ZooModel model in ModelZoo.All)
        {
            Assert.Equal(model.Name, DefaultRecipe.For(model.Name).Checked().Model);
        }
    }

    [Fact]
    public void Few_digits_come_in_small_batches()
    {
        int usual = DefaultRecipe.For("lenet5").BatchSize;
        TrainingConfiguration few = DefaultRecipe.For("lenet5", 1000);
        Assert.Equal(1000, few.TrainLimit);
        Assert.True(few.BatchSize < usual);
        Assert.Equal(usual, DefaultRecipe.For("lenet5", 50_000).BatchSize);
    }
}
