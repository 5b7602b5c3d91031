namespace DigitLab.Neural;

/// <summary>A layer that can leave the computing of its output to the layer behind it (<see cref="ITakesNorm"/>), which then reads this layer's input.</summary>
/// <remarks>The bits are those of the two layers one after the other.</remarks>
internal interface ILeavesOutput
{
    /// <summary>What the layer behind applies.</summary>
    PendingNorm PendingOf(Pass pass);

    /// <summary>The forward pass without the output.</summary>
    /// <param name="input">The layer's input.</param>
    /// <param name="step">The step, with the rectifier whose work this layer does.</param>
    /// <param name="pass">The layer's.</param>
    void ForwardLeavingOutput(Tensor input, ChainStep step, Pass pass);
}
