namespace DigitLab.Neural;

/// <summary>A layer that can take its output's gradient row by row from the layer behind it (<see cref="ILeavesGradient"/>): as a whole it is never written then.</summary>
/// <remarks>The bits are those of the two layers one after the other.</remarks>
internal interface IAsksForGradient
{
    /// <summary>Whether it can.</summary>
    /// <param name="withInputGradient">Whether the gradient of its own input is wanted too.</param>
    /// <param name="pass">The layer's.</param>
    bool CanAsk(bool withInputGradient, Pass pass);

    /// <summary>The backward pass; a rectifier behind the layer has had its own already.</summary>
    /// <param name="input">What the forward pass was given.</param>
    /// <param name="outputGradient">∂loss/∂output.</param>
    /// <param name="inputGradient">Overwritten with ∂loss/∂input; null where nobody needs it.</param>
    /// <param name="pass">The forward pass's own.</param>
    void BackwardAsking(Tensor input, NormGradient outputGradient, Tensor? inputGradient, Pass pass);
}
