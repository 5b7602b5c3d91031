using DigitLab.Training;

namespace DigitLab.Web;

/// <summary>One way to train a network.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Epochs">For how long.</param>
/// <param name="Augmentation">How digits are changed, as <c>--augment</c> takes it.</param>
internal sealed record RecipeAnswer(RecipeKind Kind, int Epochs, string Augmentation);
