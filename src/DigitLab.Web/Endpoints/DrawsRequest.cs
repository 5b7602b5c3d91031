namespace DigitLab.Web;

/// <summary>Random draws from a recipe.</summary>
/// <param name="Index">The digit's place.</param>
/// <param name="Recipe">What may change, as <c>--augment</c> takes it.</param>
/// <param name="Set">Which digits.</param>
/// <param name="Seed">The training's seed.</param>
/// <param name="Count">How many, 1 to 100.</param>
internal sealed record DrawsRequest(int Index, string Recipe, DigitSet Set = DigitSet.Training, ulong Seed = 1, int Count = 24);
