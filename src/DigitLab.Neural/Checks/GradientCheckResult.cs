namespace DigitLab.Neural;

/// <summary>How well one gradient agrees with the differences that it should be the limit of.</summary>
/// <param name="Name">Whose gradient: <c>input</c>, or the parameter's name.</param>
/// <param name="LargestError">The largest |computed − measured| / max(1, |measured|) of its numbers; NaN if any of them is NaN.</param>
/// <param name="Index">Where that is.</param>
/// <param name="Computed">The gradient there, as the backward pass computes it.</param>
/// <param name="Measured">The gradient there, as the differences say.</param>
/// <param name="Count">How many numbers were checked.</param>
public sealed record GradientCheckResult(string Name, double LargestError, int Index, double Computed, double Measured, int Count = 0)
{
    /// <summary>Whether all errors are within <see cref="GradientCheck.Tolerance"/>.</summary>
    public bool IsRight => LargestError <= GradientCheck.Tolerance;

    /// <summary>A line for a report: <c>weights: error 2.1e-06 at 17, computed 0.25, measured 0.2500021</c>.</summary>
    public override string ToString() => $"{Name}: error {LargestError:g2} at {Index}, computed {Computed:g7}, measured {Measured:g7}";
}
