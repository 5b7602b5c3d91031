namespace DigitLab.Neural;

/// <summary>One Adam step's constants, the bias corrections worked in.</summary>
/// <param name="Beta1">Decay of the mean.</param>
/// <param name="Rest1">1 − β₁, rounded after the subtraction: the difference of floats would keep few of its digits.</param>
/// <param name="Beta2">Decay of the square.</param>
/// <param name="Rest2">1 − β₂, likewise.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <param name="StepSize">η / (1 − β₁ᵗ).</param>
/// <param name="RootScale">1 / √(1 − β₂ᵗ).</param>
internal readonly record struct AdamConstants(
    float Beta1, float Rest1, float Beta2, float Rest2, float Epsilon, float StepSize, float RootScale);
