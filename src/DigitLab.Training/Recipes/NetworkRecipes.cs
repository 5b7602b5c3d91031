namespace DigitLab.Training;

/// <summary>The recipes of one network of the zoo.</summary>
/// <param name="Published">As its authors trained it.</param>
/// <param name="Digitlab">As we train it.</param>
/// <param name="Quick">Five epochs without augmentation.</param>
public sealed record NetworkRecipes(TrainingConfiguration Published, TrainingConfiguration Digitlab, TrainingConfiguration Quick)
{
    /// <summary>The network's name.</summary>
    public string Model => Digitlab.Model;

    /// <summary>The recipe of a kind, which the configuration names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public TrainingConfiguration Of(RecipeKind kind) => (kind switch
    {
        RecipeKind.Digitlab => Digitlab,
        RecipeKind.Published => Published,
        RecipeKind.Quick => Quick,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of recipe."),
    }) with
    { Recipe = kind };
}
