namespace DigitLab.Neural;

/// <summary>What a tensor is to its layer, whatever a program calls it.</summary>
internal enum WeightRole
{
    /// <summary>Weights, or a normalization's scale.</summary>
    Weight,

    /// <summary>A bias, or a normalization's shift.</summary>
    Bias,

    /// <summary>A running mean.</summary>
    Mean,

    /// <summary>A running variance.</summary>
    Variance,
}
