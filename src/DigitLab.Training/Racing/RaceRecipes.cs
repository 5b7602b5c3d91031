namespace DigitLab.Training;

/// <summary>The recipes, one a target; each says in its own file what every part of it is good for.</summary>
public static class RaceRecipes
{
    /// <summary>All of them, the quickest first.</summary>
    public static IReadOnlyList<RaceRecipe> All { get; } = [RaceTo99.Recipe, RaceTo995.Recipe, RaceTo997.Recipe];

    /// <summary>The recipe for a target.</summary>
    /// <param name="target">In percent, as the command line has it: <c>99</c>, <c>99.5</c>, <c>99.7</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the targets.</exception>
    public static RaceRecipe Find(string target) => All.FirstOrDefault(recipe => recipe.Name == target)
        ?? throw new KeyNotFoundException($"No race to \"{target}\": expected {string.Join(" or ", All.Select(recipe => recipe.Name))} percent.");
}
