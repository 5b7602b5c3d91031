namespace DigitLab.Neural;

/// <summary>Which of a rectifier and a maximum pooling over 2×2 pixels comes first behind a layer that does the work of both.</summary>
/// <remarks>The order changes what becomes of NaN in a backward pass, and nothing else.</remarks>
internal enum HalvingOrder
{
    /// <summary>Layer, rectifier, pooling.</summary>
    RectifiedFirst,

    /// <summary>Layer, pooling, rectifier.</summary>
    PooledFirst,
}
