namespace DigitLab.Training;

/// <summary><c>m7</c>: as <c>m3</c>, whose recipes it shares.</summary>
internal static class M7Recipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        Published: M3Recipes.PublishedFor("m7"),
        Digitlab: M3Recipes.OwnFor("m7", epochs: 15),
        Quick: QuickRecipe.For("m7"));
}
