namespace DigitLab.Insight;

/// <summary>A number that was noted of a part of a network after an epoch.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Part">The parameter's or the layer's name.</param>
/// <param name="Value">A gradient's Euclidean norm, or a share of dead units from 0 to 1.</param>
public sealed record LayerHealth(int Epoch, string Part, double Value);
