namespace DigitLab.Training;

/// <summary><c>lenet5-gap</c>, the class activation maps' network: 99.65% as published, which is our aim too.</summary>
internal static class LeNet5GapRecipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        Published: LeNet53Recipes.PublishedFor("lenet5-gap", rate: 0.06, everyEpochs: 5),   // of the lenet53 family's authors, by its recipe
        Digitlab: OwnRecipe.Normalized("lenet5-gap", epochs: 25),
        Quick: QuickRecipe.For("lenet5-gap"));
}
