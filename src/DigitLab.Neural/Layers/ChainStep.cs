namespace DigitLab.Neural;

/// <summary>Layers of a chain that run as one: a layer, and those behind it whose work it does.</summary>
/// <param name="First">The layer that runs.</param>
/// <param name="Last">The last whose work it does; itself where it does no other's.</param>
/// <param name="Order">How the two layers stand that a step of three has behind its first.</param>
/// <param name="IsBehindRectifier">Whether it does on the way back the work of the rectifier with which the step before it ends.</param>
/// <param name="LeavesOutput">Whether the step behind it computes its output, which then has no memory: that step reads this one's input.</param>
/// <param name="LeavesGradient">Whether the step before it may ask for the gradient between them row by row, which then has no memory.</param>
internal readonly record struct ChainStep(
    int First,
    int Last,
    HalvingOrder Order = HalvingOrder.RectifiedFirst,
    bool IsBehindRectifier = false,
    bool LeavesOutput = false,
    bool LeavesGradient = false)
{
    /// <summary>Whether it is a layer and a rectifier.</summary>
    internal bool IsRectified => Last == First + 1;

    /// <summary>Whether it is a layer, a rectifier and a pooling.</summary>
    internal bool IsHalved => Last == First + 2;
}
