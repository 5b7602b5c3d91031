namespace DigitLab.Neural;

/// <summary>A layer that can leave its input's gradient to the layer before it, to be computed row by row as that wants it (<see cref="IAsksForGradient"/>).</summary>
/// <remarks>The bits are those of the two layers one after the other.</remarks>
internal interface ILeavesGradient
{
    /// <summary>The backward pass without ∂loss/∂input, which can be asked for until the step before has gone backward.</summary>
    /// <param name="input">The layer's input.</param>
    /// <param name="output">The output of the step.</param>
    /// <param name="outputGradient">∂loss/∂output, which must stay as it is for as long.</param>
    /// <param name="step">The step, with the layers whose work this one does.</param>
    /// <param name="pass">The forward pass's own.</param>
    NormGradient BackwardLeavingGradient(Tensor input, Tensor output, Tensor outputGradient, ChainStep step, Pass pass);
}
