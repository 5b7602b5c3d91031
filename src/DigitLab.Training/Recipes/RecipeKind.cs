namespace DigitLab.Training;

/// <summary>Which of a network's recipes: how its digits are changed, by which rule and for how long it learns.</summary>
public enum RecipeKind
{
    /// <summary>Ours: the accuracy of the published one or better, in as few epochs as that takes on a small machine.</summary>
    Digitlab,

    /// <summary>As its authors trained it; where they did not say, the nearest that is known, and the recipe's file says so.</summary>
    Published,

    /// <summary>Five epochs without augmentation: seconds for a small network, for a first look and for teaching.</summary>
    Quick,
}
