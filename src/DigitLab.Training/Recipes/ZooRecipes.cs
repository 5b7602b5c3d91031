namespace DigitLab.Training;

/// <summary>How each network of the zoo is trained: a file each under <c>Recipes/Networks</c>.</summary>
public static class ZooRecipes
{
    private const int SmallestBatch = 8;
    private const int FewestBatches = 40;

    /// <summary>All of them, in the zoo's order.</summary>
    public static IReadOnlyList<NetworkRecipes> All { get; } =
    [
        SoftmaxRecipes.Recipes, MlpRecipes.Recipes, ConvNet1Recipes.Recipes, LeNet5OriginalRecipes.Recipes, LeNet5Recipes.Recipes, FastRecipes.Recipes,
        LeNet5DropoutRecipes.Recipes, LeNet5GapRecipes.Recipes, LeNet5Modified28Recipes.Recipes, LeNet5ModifiedRecipes.Recipes,
        LeNet53Recipes.Recipes, LeNet53StnRecipes.Recipes, LeNet53TpnRecipes.Recipes, Cnn9975Recipes.Recipes,
        M3Recipes.Recipes, M5Recipes.Recipes, M7Recipes.Recipes,
    ];

    /// <summary>The configuration that a recipe is; a network that is not of the zoo has our general ones.</summary>
    /// <param name="model">The network's name.</param>
    /// <param name="kind">Which of its recipes.</param>
    /// <param name="trainLimit">Digits to learn from at most; null for all. Few digits come in small batches, or there would be too few steps.</param>
    public static TrainingConfiguration Find(string model, RecipeKind kind = RecipeKind.Digitlab, int? trainLimit = null)
    {
        TrainingConfiguration recipe = (All.FirstOrDefault(each => each.Model == model) ?? General(model)).Of(kind);
        return trainLimit is int limit
            ? recipe with { BatchSize = Math.Min(recipe.BatchSize, Math.Max(SmallestBatch, limit / FewestBatches)), TrainLimit = limit }
            : recipe;
    }

    // Whether there is such a network at all is said where it is built.
    private static NetworkRecipes General(string model) => new(QuickRecipe.For(model), QuickRecipe.For(model), QuickRecipe.For(model));
}
