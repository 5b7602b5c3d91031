namespace DigitLab.Web;

/// <summary>A network of the zoo.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">A line about it.</param>
/// <param name="Parameters">How many numbers are trained.</param>
/// <param name="Recipes">How it can be trained.</param>
internal sealed record NetworkAnswer(string Name, string Title, int Parameters, IReadOnlyList<RecipeAnswer> Recipes);
