using DigitLab.Neural;

namespace DigitLab.Training.Tests.Racing;

public sealed class RaceRecipesTests
{
    public static TheoryData<string> Names => [.. RaceRecipes.All.Select(recipe => recipe.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recipe_is_in_order(string name)
    {
        RaceRecipe recipe = RaceRecipes.Find(name);
        Network network = recipe.Build(recipe.Side);
        Assert.Equal(new Shape(recipe.Side, recipe.Side, 1), network.InputShape);
        Assert.Equal(new Shape(10), network.OutputShape);
        Assert.Equal(recipe.Configuration, recipe.Configuration.Checked());
        Assert.Equal(0, recipe.Configuration.ValidationCount);
        Assert.InRange(recipe.Seeds, 5, 30);
        Assert.NotNull(recipe.Configuration.Optimizer.Build(network.Parameters));
    }

    // conv: 9·9·2 outputs of 4 terms, 648; dense: 162·10, 1,620. 1,000 digits, 3 epochs; the convolution costs 4 each instead of 6.
    [Fact]
    public void Operations_are_counted_as_the_products_have_them()
    {
        var recipe = new RaceRecipe(
            99, 1, 10, side => new Network("net", new Shape(side, side, 1), new Sequential(new Conv2D(1, 2, 2), new Flatten(), new Dense(162, 10))), Tiny.Configuration);
        Assert.Equal(((4 * 648) + (6 * 1620)) * 3000 / 1e9, recipe.GigaOperations(1000), 1e-12);
    }

    [Fact]
    public void An_unknown_target_is_refused_with_those_that_there_are() => Assert.StartsWith(
        "No race to \"98\": expected 99 or 99.5 or 99.7 percent.", Assert.Throws<KeyNotFoundException>(() => RaceRecipes.Find("98")).Message);
}
