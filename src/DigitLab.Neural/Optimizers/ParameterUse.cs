namespace DigitLab.Neural;

/// <summary>What an optimizer does with one parameter.</summary>
/// <param name="Slots">The names of what is kept for it from step to step, such as <c>momentum</c>; zeros at first.</param>
/// <param name="RateFactor">What the learning rate is multiplied by, beside an override's factor.</param>
internal sealed record ParameterUse(string[] Slots, double RateFactor = 1);
