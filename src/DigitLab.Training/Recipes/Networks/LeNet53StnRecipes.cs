namespace DigitLab.Training;

/// <summary><c>lenet53-stn</c>: 99.69% as published, 99.72% by ours.</summary>
internal static class LeNet53StnRecipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        Published: LeNet53Recipes.PublishedFor("lenet53-stn", rate: 0.005, everyEpochs: 7) with { Augmentation = LeNet53Recipes.PublishedAugmentation },
        Digitlab: Transformed("lenet53-stn"),
        Quick: QuickRecipe.For("lenet53-stn"));

    /// <summary>For a network behind a transformer, which learns more slowly than what follows, or it would run away from the identity at once.</summary>
    internal static TrainingConfiguration Transformed(string model)
    {
        TrainingConfiguration recipe = OwnRecipe.Normalized(model, epochs: 20);
        return recipe with { Optimizer = recipe.Optimizer with { Overrides = [new("transformer1.*", LearningRateFactor: 0.1)] } };
    }
}
