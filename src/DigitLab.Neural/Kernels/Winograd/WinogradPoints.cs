namespace DigitLab.Neural;

/// <summary>The points 0, ±P, ±Q, ∞ of a minimal filter, and what the transforms need of them.</summary>
internal static class WinogradPoints
{
    internal const float P = 0.75f, PSquared = P * P, PCubed = P * P * P;

    internal const float Q = 1.5f, QSquared = Q * Q, QCubed = Q * Q * Q;

    /// <summary>The polynomial that is 0 at all finite points is x⁵ + <see cref="Cubic"/> · x³ + <see cref="Linear"/> · x.</summary>
    internal const float Linear = PSquared * QSquared, Cubic = -(PSquared + QSquared);

    /// <summary>One over that polynomial's slope at 0, at ±P and at ±Q.</summary>
    internal const float AtZero = (float)(1 / (0.5625 * 2.25)), AtP = (float)(1 / (2 * 0.5625 * (0.5625 - 2.25))), AtQ = (float)(1 / (2 * 2.25 * (2.25 - 0.5625)));
}
