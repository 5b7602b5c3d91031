namespace DigitLab.Neural;

/// <summary>A layer that can rectify its output while it writes it, so that a <see cref="Relu"/> behind it costs no pass over memory.</summary>
/// <remarks>The bits are those of the two layers one after the other.</remarks>
internal interface IRectifying
{
    /// <summary>Computes the rectified output.</summary>
    void ForwardRectified(Tensor input, Tensor output, Pass pass);

    /// <summary>The backward pass of both.</summary>
    /// <param name="input">What <see cref="ForwardRectified"/> was given.</param>
    /// <param name="output">The rectified output.</param>
    /// <param name="outputGradient">∂loss/∂output; may be changed.</param>
    /// <param name="inputGradient">Overwritten with ∂loss/∂input; null where nobody needs it.</param>
    /// <param name="pass">The forward pass's own.</param>
    void BackwardRectified(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass);
}
