namespace DigitLab.Neural;

/// <summary>What <see cref="GradientCheck"/> found in one layer.</summary>
/// <param name="Name">The layer's name in its network, or what it is.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Results">One for the input, then one for each parameter.</param>
public sealed record LayerCheck(string Name, Layer Layer, IReadOnlyList<GradientCheckResult> Results)
{
    /// <summary>Whether all gradients are right.</summary>
    public bool IsRight => Results.All(result => result.IsRight);
}
