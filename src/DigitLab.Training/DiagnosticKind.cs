namespace DigitLab.Training;

/// <summary>What a <see cref="Diagnostic"/> measures.</summary>
public enum DiagnosticKind
{
    /// <summary>The Euclidean norm of a parameter's gradient in an epoch's last batch.</summary>
    GradientNorm,

    /// <summary>The share of a rectifier's units (channels of a feature map) that are 0 for every digit looked at, from 0 to 1.</summary>
    DeadUnits,
}
