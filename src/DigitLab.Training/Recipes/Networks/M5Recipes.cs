namespace DigitLab.Training;

/// <summary><c>m5</c>: as <c>m3</c>, whose recipes it shares.</summary>
internal static class M5Recipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        Published: M3Recipes.PublishedFor("m5"),
        Digitlab: M3Recipes.OwnFor("m5", epochs: 15),
        Quick: QuickRecipe.For("m5"));
}
