namespace DigitLab.Neural;

/// <summary>What is done to a gradient, and to the weight itself, before an optimizer's own rule: clipping, then regularization.</summary>
/// <param name="Scale">The factor that brings the norm of all gradients down to its limit; 1 where it is below.</param>
/// <param name="Limit">The largest number a gradient may have, either sign; ∞ for none.</param>
/// <param name="L2">λ of ½ λ w²: λ w is added.</param>
/// <param name="L1">λ of λ |w|: λ · sign(w) is added.</param>
/// <param name="Kept">What the weight is multiplied by: 1 − rate · decay where the decay is decoupled from the gradient, else 1.</param>
internal readonly record struct GradientTerms(float Scale, float Limit, float L2, float L1, float Kept)
{
    /// <summary>Nothing is done.</summary>
    internal static GradientTerms None { get; } = new(1, float.PositiveInfinity, 0, 0, 1);
}
