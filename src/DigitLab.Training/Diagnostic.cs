namespace DigitLab.Training;

/// <summary>A number about the health of a part of a network, noted after an epoch.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Kind">What was measured.</param>
/// <param name="Part">The parameter's or the layer's name.</param>
/// <param name="Value">The number.</param>
public sealed record Diagnostic(int Epoch, DiagnosticKind Kind, string Part, double Value);
