namespace DigitLab.Neural;

/// <summary>What becomes of a product's sums.</summary>
internal enum ProductEnd
{
    /// <summary>They are the output.</summary>
    Sums,

    /// <summary>Those below zero become zero, as <see cref="Relu"/> has it.</summary>
    Rectified,
}
