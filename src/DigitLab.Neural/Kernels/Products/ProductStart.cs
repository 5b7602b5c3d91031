namespace DigitLab.Neural;

/// <summary>What a product's sums start from.</summary>
internal enum ProductStart
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>The column's bias.</summary>
    Bias,

    /// <summary>What the output holds already.</summary>
    Sums,
}
