namespace DigitLab.Neural;

/// <summary>A normalization as a model file's metadata has it.</summary>
/// <param name="Kind"><c>uniform</c> or <c>per-pixel</c>.</param>
/// <param name="Mean">For a uniform one.</param>
/// <param name="Deviation">For a uniform one.</param>
internal sealed record PreprocessingDescription(string Kind, float? Mean, float? Deviation);
