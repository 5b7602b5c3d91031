namespace DigitLab.Training;

/// <summary><c>lenet53-tpn</c>: 99.71% as published, 99.74% by ours.</summary>
internal static class LeNet53TpnRecipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        Published: LeNet53Recipes.PublishedFor("lenet53-tpn", rate: 0.005, everyEpochs: 7) with { Augmentation = LeNet53Recipes.PublishedAugmentation },
        Digitlab: LeNet53StnRecipes.Transformed("lenet53-tpn"),
        Quick: QuickRecipe.For("lenet53-tpn"));
}
